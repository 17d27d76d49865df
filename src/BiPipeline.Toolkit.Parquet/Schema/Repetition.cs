namespace BiPipeline.Toolkit.Parquet;

/// <summary>The repetition of a field, with the numbers of FieldRepetitionType in parquet.thrift.</summary>
enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
