namespace BiPipeline.Toolkit.Parquet;

/// <summary>Parquet's physical types, with the numbers of parquet.thrift.</summary>
enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Double = 5,
    ByteArray = 6,
    FixedLenByteArray = 7,
}
