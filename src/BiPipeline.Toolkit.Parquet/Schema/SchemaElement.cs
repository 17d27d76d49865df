namespace BiPipeline.Toolkit.Parquet;

/// <summary>One node of the Parquet schema.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Repetition">The repetition; null for the root.</param>
/// <param name="Children">Number of children; 0 for a leaf.</param>
/// <param name="Type">The type that decides the annotation; null for groups without one.</param>
readonly record struct SchemaElement(string Name, Repetition? Repetition, int Children, DataType? Type)
{
    internal void Write(CompactWriter thrift)
    {
        thrift.BeginElement();
        if (Children == 0)
        {
            thrift.I32(1, (int)ParquetSchema.PhysicalTypeOf(Type!));
            if (ParquetSchema.FixedLengthOf(Type!) is > 0 and var length) { thrift.I32(2, length); }
        }
        if (Repetition is { } repetition) { thrift.I32(3, (int)repetition); }
        thrift.Text(4, Name);
        if (Children > 0) { thrift.I32(5, Children); }
        WriteAnnotation(thrift);
        thrift.EndStruct();
    }

    // Both the old ConvertedType (field 6) and its successor LogicalType (field 10), so that old and new readers understand the column.
    void WriteAnnotation(CompactWriter thrift)
    {
        switch (Type)
        {
            case DataType.StringType:
                thrift.I32(6, 0);
                Logical(thrift, 1);
                break;
            case DataType.MapType:
                thrift.I32(6, 1);
                Logical(thrift, 2);
                break;
            case DataType.ArrayType:
                thrift.I32(6, 3);
                Logical(thrift, 3);
                break;
            case DataType.DecimalType type:
                thrift.I32(6, 5);
                thrift.I32(7, type.Scale);
                thrift.I32(8, type.Precision);
                thrift.BeginStruct(10);
                thrift.BeginStruct(5);
                thrift.I32(1, type.Scale);
                thrift.I32(2, type.Precision);
                thrift.EndStruct();
                thrift.EndStruct();
                break;
            case DataType.DateType:
                thrift.I32(6, 6);
                Logical(thrift, 6);
                break;
            case DataType.TimestampType:
                thrift.I32(6, 9);
                thrift.BeginStruct(10);
                thrift.BeginStruct(8);
                thrift.Bool(1, value: true);
                thrift.BeginStruct(2);
                thrift.EmptyStruct(1);
                thrift.EndStruct();
                thrift.EndStruct();
                thrift.EndStruct();
                break;
        }
    }

    static void Logical(CompactWriter thrift, int kind)
    {
        thrift.BeginStruct(10);
        thrift.EmptyStruct(kind);
        thrift.EndStruct();
    }
}
