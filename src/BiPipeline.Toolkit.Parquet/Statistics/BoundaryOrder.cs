namespace BiPipeline.Toolkit.Parquet;

/// <summary>Whether the pages' bounds rise or fall, numbered as in parquet.thrift.</summary>
enum BoundaryOrder
{
    Unordered = 0,
    Ascending = 1,
    Descending = 2,
}
