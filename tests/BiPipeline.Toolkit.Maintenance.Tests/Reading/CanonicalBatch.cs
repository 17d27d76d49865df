using System.Text;
using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Parquet.Tests;

namespace BiPipeline.Toolkit.Maintenance.Tests.Reading;

/// <summary>The rows of a batch in the form of <see cref="Canonical"/>, through the public surface of columns.</summary>
static class CanonicalBatch
{
    internal static JsonArray Of(ColumnBatch batch) =>
        new([.. Enumerable.Range(0, batch.RowCount).Select(row => new JsonArray([.. batch.Columns.Select(column => Value(column, row))]))]);

    static JsonNode? Value(Column column, int index)
    {
        if (column.Validity[index] == 0) { return null; }
        return column.Type switch
        {
            DataType.StringType => JsonValue.Create(Encoding.UTF8.GetString(Bytes(column, index))),
            DataType.BinaryType => JsonValue.Create(Convert.ToHexStringLower(Bytes(column, index))),
            DataType.BooleanType => JsonValue.Create(column.GetValues<bool>()[index]),
            DataType.DoubleType => JsonValue.Create(Canonical.Bits(column.GetValues<double>()[index])),
            DataType.IntType or DataType.DateType => Text(column.GetValues<int>()[index]),
            DataType.BigintType or DataType.TimestampType or DataType.DecimalType { Precision: <= 18 } => Text(column.GetValues<long>()[index]),
            DataType.DecimalType => Text(column.GetValues<Int128>()[index]),
            DataType.StructType => new JsonArray([.. column.Children.Select(field => Value(field, index))]),
            DataType.ArrayType => new JsonArray([.. Items(column, index).Select(item => Value(column.Children[0], item))]),
            _ => new JsonArray([.. Items(column, index).Select(item => new JsonArray(Value(column.Children[0], item), Value(column.Children[1], item)))]),
        };
    }

    static ReadOnlySpan<byte> Bytes(Column column, int index) => column.Data[column.Offsets[index]..column.Offsets[index + 1]];

    static IEnumerable<int> Items(Column column, int index) => Enumerable.Range(column.Offsets[index], column.Offsets[index + 1] - column.Offsets[index]);

    static JsonValue Text<T>(T number)
        where T : IFormattable => JsonValue.Create(number.ToString(null, CultureInfo.InvariantCulture));
}
