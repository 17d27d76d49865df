namespace BiPipeline.Toolkit.Flattening;

/// <summary>Readers of a column's or nested field's values, by type.</summary>
static class ColumnReader
{
    /// <summary>A reader that appends to <paramref name="column"/>.</summary>
    /// <param name="column">Where the values go.</param>
    /// <param name="rules">What the column takes beyond its type.</param>
    /// <param name="names">Member names of struct fields.</param>
    internal static AttributeReader For(Column column, ValueRules rules, FieldNames names) => column.Type switch
    {
        DataType.StringType => new StringColumnReader((BytesColumn)column),
        DataType.BooleanType when rules.Coerce => new CoercedBooleanReader((FixedColumn<bool>)column),
        DataType.BooleanType => new BooleanColumnReader((FixedColumn<bool>)column),
        DataType.IntType => Number(new IntColumnReader((FixedColumn<int>)column), rules),
        DataType.BigintType => Number(new BigintColumnReader((FixedColumn<long>)column), rules),
        DataType.DoubleType => Number(new DoubleColumnReader((FixedColumn<double>)column), rules),
        DataType.DecimalType when column is FixedColumn<long> narrow => Number(new DecimalColumnReader(narrow), rules),
        DataType.DecimalType => Number(new WideDecimalColumnReader((FixedColumn<Int128>)column), rules),
        DataType.DateType => new DateColumnReader((FixedColumn<int>)column),
        DataType.TimestampType when rules.Coerce => new CoercedTimestampReader((FixedColumn<long>)column, rules.Unit),
        DataType.TimestampType => new TimestampColumnReader((FixedColumn<long>)column, rules.Unit),
        DataType.BinaryType => new BinaryColumnReader((BytesColumn)column),
        DataType.ArrayType => new ListColumnReader((ListColumn)column, rules, names),
        DataType.MapType => new MapColumnReader((MapColumn)column, rules, names),
        DataType.StructType => new StructColumnReader((StructColumn)column, rules, names),
        _ => throw new NotSupportedException($"Type {column.Type} has no reader."),
    };

    static AttributeReader Number(AttributeReader reader, ValueRules rules) => rules.Coerce ? new CoercedNumberReader(reader) : reader;
}
