namespace BiPipeline.Toolkit.Parquet;

/// <summary>Types of Thrift's compact protocol, with the numbers of its field and list headers.</summary>
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
