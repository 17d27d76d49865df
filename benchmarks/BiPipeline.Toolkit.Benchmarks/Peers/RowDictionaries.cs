using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>
/// Rows as dictionaries of typed values, column by column of the schema, as hand-written handlers make them from a
/// <see cref="LambdaEvent"/>.
/// </summary>
static class RowDictionaries
{
    internal static List<Dictionary<string, object?>> Of(LambdaEvent payload, TableSchema schema)
    {
        var rows = new List<Dictionary<string, object?>>(payload.Records.Count);
        foreach (var record in payload.Records) { rows.Add(Row(record, schema)); }
        return rows;
    }

    static Dictionary<string, object?> Row(LambdaRecord record, TableSchema schema)
    {
        var change = record.Change!;
        var row = new Dictionary<string, object?>(schema.Columns.Count + 4, StringComparer.Ordinal)
        {
            ["_event_id"] = record.EventId,
            ["_op"] = record.EventName,
            ["_event_time"] = DateTimeOffset.FromUnixTimeMilliseconds((long)(change.ApproximateCreationDateTime * 1000)),
            ["_seq"] = change.SequenceNumber,
        };
        var image = change.NewImage ?? change.OldImage;
        foreach (var column in schema.Columns) { row[column.Name] = Value(column.Type, Find(image, column.Path)); }
        return row;
    }

    static LambdaAttribute? Find(Dictionary<string, LambdaAttribute>? image, AttributePath path)
    {
        LambdaAttribute? found = null;
        var members = image;
        for (var i = 0; i < path.Segments.Count; i++)
        {
            if (members is null || !members.TryGetValue(path.Segments[i], out found)) { return null; }
            members = found.Map;
        }
        return found;
    }

    // A value that does not fit stays as text, so that nothing throws and nothing is lost.
    static object? Value(DataType type, LambdaAttribute? attribute)
    {
        if (attribute is null || attribute.IsNull == true) { return null; }
        return type switch
        {
            DataType.DecimalType =>
                decimal.TryParse(attribute.Number, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : attribute.Number,
            DataType.IntType =>
                int.TryParse(attribute.Number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : attribute.Number,
            DataType.BigintType =>
                long.TryParse(attribute.Number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : attribute.Number,
            DataType.DoubleType =>
                double.TryParse(attribute.Number, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : attribute.Number,
            DataType.BooleanType => attribute.Flag,
            DataType.TimestampType => Time(attribute),
            DataType.BinaryType => attribute.Binary,
            DataType.ArrayType array => Elements(array.Element, attribute),
            DataType.StructType fields =>
                fields.Fields.ToDictionary(
                    field => field.Name,
                    field => Value(field.Type, attribute.Map?.GetValueOrDefault(field.Name)),
                    StringComparer.Ordinal),
            DataType.MapType map =>
                attribute.Map?.ToDictionary(member => member.Key, member => Value(map.Value, member.Value), StringComparer.Ordinal),
            _ => attribute.Text ?? attribute.Number,
        };
    }

    static object? Time(LambdaAttribute attribute)
    {
        if (long.TryParse(attribute.Number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
        return DateTimeOffset.TryParse(attribute.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : attribute.Text;
    }

    static List<object?>? Elements(DataType element, LambdaAttribute attribute)
    {
        if (attribute.List is { } list) { return list.ConvertAll(member => Value(element, member)); }
        return (attribute.Texts ?? attribute.Numbers)?.ConvertAll(text => (object?)text);
    }
}
