namespace BiPipeline.Toolkit.Flattening;

/// <summary>Creates the readers of columns and nested fields, by type.</summary>
static class ColumnReader
{
    /// <summary>Creates a reader that appends to <paramref name="column"/>.</summary>
    /// <param name="column">The column that receives the values.</param>
    /// <param name="unit">The unit of numbers when the type is timestamp.</param>
    /// <param name="names">Member names of struct fields.</param>
    internal static AttributeReader For(Column column, TimeUnit unit, FieldNames names) => column.Type switch
    {
        DataType.StringType => new StringColumnReader((BytesColumn)column),
        DataType.BooleanType => new BooleanColumnReader((FixedColumn<bool>)column),
        DataType.IntType => new IntColumnReader((FixedColumn<int>)column),
        DataType.BigintType => new BigintColumnReader((FixedColumn<long>)column),
        DataType.DoubleType => new DoubleColumnReader((FixedColumn<double>)column),
        DataType.DecimalType when column is FixedColumn<long> narrow => new DecimalColumnReader(narrow),
        DataType.DecimalType => new WideDecimalColumnReader((FixedColumn<Int128>)column),
        DataType.DateType => new DateColumnReader((FixedColumn<int>)column),
        DataType.TimestampType => new TimestampColumnReader((FixedColumn<long>)column, unit),
        DataType.BinaryType => new BinaryColumnReader((BytesColumn)column),
        DataType.ArrayType => new ListColumnReader((ListColumn)column, unit, names),
        DataType.MapType => new MapColumnReader((MapColumn)column, unit, names),
        DataType.StructType => new StructColumnReader((StructColumn)column, unit, names),
        _ => throw new NotSupportedException($"Type {column.Type} has no reader."),
    };
}
