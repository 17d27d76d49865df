namespace BiPipeline.Toolkit.Parquet;

/// <summary>How often a field occurs, numbered as FieldRepetitionType in parquet.thrift.</summary>
enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
