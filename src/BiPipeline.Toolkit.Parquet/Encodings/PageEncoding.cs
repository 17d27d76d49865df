namespace BiPipeline.Toolkit.Parquet;

/// <summary>Encodings of values, with the numbers of parquet.thrift.</summary>
enum PageEncoding
{
    Plain = 0,
    Rle = 3,
    DeltaBinaryPacked = 5,
    RleDictionary = 8,
}
