using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Flattens text with small schemas.</summary>
static class Flatten
{
    /// <summary>The time of items that have none.</summary>
    internal static readonly DateTimeOffset AsOf = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A schema with key <c>id</c> and one more column <c>v</c>.</summary>
    internal static TableSchema Schema(string type, string more = "", string rest = "") => TableSchema.Parse(
        $$"""{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"v","path":"v","type":"{{type}}"{{more}}}]{{rest}}}""");

    internal static RecordBatch Text(TableSchema schema, string payload, FlattenOptions? options = null) => Bytes(schema, Encoding.UTF8.GetBytes(payload), options);

    internal static RecordBatch Bytes(TableSchema schema, byte[] payload, FlattenOptions? options = null)
    {
        var flattener = new RecordFlattener(schema, options ?? new FlattenOptions()) { AsOf = AsOf };
        flattener.Flatten(payload);
        return flattener.Batches[0];
    }

    /// <summary>Returns a value's result in column <c>v</c>, and the rescued values.</summary>
    internal static (string Value, string Rescued) Value(string type, string attributeValue, string more = "")
    {
        var batch = Text(Schema(type, more), StreamRecord.Insert($"\"v\":{attributeValue}"));
        batch.Quarantine.Count.ShouldBe(0, batch.Quarantine.Count == 0 ? "" : Encoding.UTF8.GetString(batch.Quarantine.Line(0)));
        return (FlatRow.Value(batch.Columns["v"], 0), FlatRow.Value(batch.Columns["_rescued"], 0));
    }

    internal static string Quarantined(RecordBatch batch, int index = 0) => Encoding.UTF8.GetString(batch.Quarantine.Line(index));
}
