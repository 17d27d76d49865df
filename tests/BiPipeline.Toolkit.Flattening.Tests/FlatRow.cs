using System.Globalization;
using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Column values as readable text: NULL, numbers in full, lists in brackets, structs in braces.</summary>
static class FlatRow
{
    internal static string Value(Column column, int index)
    {
        if (column.Validity[index] == 0) { return "NULL"; }
        return column switch
        {
            BytesColumn { Type: DataType.BinaryType } bytes => $"0x{Convert.ToHexString(bytes[index])}",
            BytesColumn bytes => Encoding.UTF8.GetString(bytes[index]),
            FixedColumn<bool> flags => flags.Values[index] ? "true" : "false",
            FixedColumn<int> { Type: DataType.DateType } days => DateOnly.FromDayNumber(days.Values[index] + 719162).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FixedColumn<int> numbers => numbers.Values[index].ToString(CultureInfo.InvariantCulture),
            FixedColumn<long> { Type: DataType.TimestampType } times => DateTime.UnixEpoch.AddMilliseconds(times.Values[index]).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture),
            FixedColumn<long> { Type: DataType.DecimalType type } numbers => Scaled(numbers.Values[index], type.Scale),
            FixedColumn<long> numbers => numbers.Values[index].ToString(CultureInfo.InvariantCulture),
            FixedColumn<Int128> numbers => Scaled(numbers.Values[index], ((DataType.DecimalType)numbers.Type).Scale),
            FixedColumn<double> numbers => numbers.Values[index].ToString("R", CultureInfo.InvariantCulture),
            ListColumn list => $"[{string.Join(", ", Range(list.Offsets[index], list.Offsets[index + 1]).Select(i => Value(list.Element, i)))}]",
            MapColumn map => $"{{{string.Join(", ", Range(map.Offsets[index], map.Offsets[index + 1]).Select(i => $"{Value(map.Keys, i)}={Value(map.Values, i)}"))}}}",
            StructColumn fields => $"{{{string.Join(", ", fields.Fields.Select((field, i) => $"{((DataType.StructType)fields.Type).Fields[i].Name}={Value(field, index)}"))}}}",
            _ => throw new InvalidOperationException(column.GetType().Name),
        };
    }

    internal static IReadOnlyList<string> Rows(ColumnBatch batch) =>
        [.. Range(0, batch.RowCount).Select(row => string.Join("; ", batch.Specs.Select((spec, i) => $"{spec.Name}={Value(batch.Columns[i], row)}")))];

    static IEnumerable<int> Range(int start, int end) => Enumerable.Range(start, end - start);

    static string Scaled(Int128 unscaled, int scale)
    {
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled < 0 ? $"-{text}" : text;
    }
}
