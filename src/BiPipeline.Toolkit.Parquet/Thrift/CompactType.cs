namespace BiPipeline.Toolkit.Parquet;

/// <summary>Types of Thrift's compact protocol, as its field and list headers number them.</summary>
enum CompactType
{
    True = 1,
    False = 2,
    I32 = 5,
    I64 = 6,
    Binary = 8,
    List = 9,
    Struct = 12,
}
