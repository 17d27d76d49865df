using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>A Lambda event of generated records, and the schema of its table. The same shape always gives the same bytes.</summary>
/// <param name="Bytes">The event's JSON: about 5.6 MB, near Lambda's maximum.</param>
/// <param name="Records">Number of records.</param>
/// <param name="Schema">The table.</param>
sealed record Payload(byte[] Bytes, int Records, TableSchema Schema)
{
    const int TargetBytes = 5_600_000;

    internal static Payload Of(RecordShape shape)
    {
        var (bytes, records) = StreamEvent.Generate(shape, TargetBytes);
        return new(bytes, records, SchemaOf(shape, bytes));
    }

    static TableSchema SchemaOf(RecordShape shape, byte[] bytes)
    {
        switch (shape)
        {
            case RecordShape.Orders:
                return OrdersItem.Schema();
            case RecordShape.Hostile:
                return HostileItem.Schema();
            default:
                var inference = new SchemaInference();
                inference.Observe(bytes);
                return inference.ToSchema("bench");
        }
    }
}
