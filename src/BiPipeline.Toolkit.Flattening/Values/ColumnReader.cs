namespace BiPipeline.Toolkit.Flattening;

/// <summary>Readers of a column's or nested field's values, by type.</summary>
static class ColumnReader
{
    /// <summary>A reader that appends to <paramref name="column"/>.</summary>
    /// <param name="column">Where the values go.</param>
    /// <param name="unit">What numbers mean when the type is timestamp.</param>
    /// <param name="names">Member names of struct fields.</param>
    /// <param name="context">What the table's readers share.</param>
    internal static AttributeReader For(Column column, TimeUnit unit, FieldNames names, PassContext context) => column.Type switch
    {
        DataType.StringType => new StringColumnReader((BytesColumn)column, context),
        DataType.BooleanType => new BooleanColumnReader((FixedColumn<bool>)column, context),
        DataType.IntType => new IntColumnReader((FixedColumn<int>)column, context),
        DataType.BigintType => new BigintColumnReader((FixedColumn<long>)column, context),
        DataType.DoubleType => new DoubleColumnReader((FixedColumn<double>)column, context),
        DataType.DecimalType when column is FixedColumn<long> narrow => new DecimalColumnReader(narrow, context),
        DataType.DecimalType => new WideDecimalColumnReader((FixedColumn<Int128>)column, context),
        DataType.DateType => new DateColumnReader((FixedColumn<int>)column, context),
        DataType.TimestampType => new TimestampColumnReader((FixedColumn<long>)column, unit, context),
        DataType.BinaryType => new BinaryColumnReader((BytesColumn)column, context),
        DataType.ArrayType => new ListColumnReader((ListColumn)column, unit, names, context),
        DataType.MapType => new MapColumnReader((MapColumn)column, unit, names, context),
        DataType.StructType => new StructColumnReader((StructColumn)column, unit, names, context),
        _ => throw new NotSupportedException($"Type {column.Type} has no reader."),
    };
}
