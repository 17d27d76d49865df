namespace BiPipeline.Toolkit.Parquet;

/// <summary>The order of the pages' bounds, with the numbers of parquet.thrift.</summary>
enum BoundaryOrder
{
    Unordered = 0,
    Ascending = 1,
    Descending = 2,
}
