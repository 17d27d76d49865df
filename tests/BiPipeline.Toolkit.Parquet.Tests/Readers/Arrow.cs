using System.Numerics;
using System.Text.Json.Nodes;
using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Arrow's C++ reader, which assembles nested values itself and compares each page with its checksum.</summary>
static class Arrow
{
    /// <summary>Returns a file's rows in <see cref="Canonical"/>'s form.</summary>
    internal static JsonArray Rows(string file)
    {
        using var properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnablePageChecksumVerification();
        using var reader = new FileReader(file, properties);
        using var batches = reader.GetRecordBatchReader();
        var rows = new JsonArray();
        while (batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                for (var row = 0; row < batch.Length; row++)
                {
                    rows.Add(new JsonArray([.. Enumerable.Range(0, batch.ColumnCount).Select(column => Value(batch.Column(column), row))]));
                }
            }
        }
        return rows;
    }

    static JsonNode? Value(IArrowArray array, int index)
    {
        if (array.IsNull(index)) { return null; }
        return array switch
        {
            StringArray texts => JsonValue.Create(texts.GetString(index)),
            Decimal128Array decimals => Text(new BigInteger(decimals.GetBytes(index))),
            BinaryArray bytes => JsonValue.Create(Convert.ToHexStringLower(bytes.GetBytes(index))),
            BooleanArray flags => JsonValue.Create(flags.GetValue(index)!.Value),
            Int32Array numbers => Text(numbers.Values[index]),
            Int64Array numbers => Text(numbers.Values[index]),
            DoubleArray numbers => JsonValue.Create(Canonical.Bits(numbers.Values[index])),
            Date32Array days => Text(days.Values[index]),
            TimestampArray times => Milliseconds(times, index),
            MapArray maps => Entries(maps, maps.ValueOffsets[index], maps.ValueOffsets[index + 1]),
            ListArray lists => Items(lists, lists.ValueOffsets[index], lists.ValueOffsets[index + 1]),
            StructArray fields => new JsonArray([.. fields.Fields.Select(field => Value(field, index))]),
            _ => throw new NotSupportedException(array.GetType().Name),
        };
    }

    static JsonValue Milliseconds(TimestampArray times, int index)
    {
        var type = (Apache.Arrow.Types.TimestampType)times.Data.DataType;
        (type.Unit, type.Timezone).ShouldBe((Apache.Arrow.Types.TimeUnit.Millisecond, "UTC"));
        return Text(times.Values[index]);
    }

    static JsonArray Entries(MapArray maps, int start, int end) =>
        new([.. Enumerable.Range(start, end - start).Select(entry => new JsonArray(Value(maps.Keys, entry), Value(maps.Values, entry)))]);

    static JsonArray Items(ListArray lists, int start, int end) =>
        new([.. Enumerable.Range(start, end - start).Select(item => Value(lists.Values, item))]);

    static JsonValue Text(BigInteger number) => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
}
