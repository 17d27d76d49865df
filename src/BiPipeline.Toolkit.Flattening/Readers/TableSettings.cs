namespace BiPipeline.Toolkit.Flattening;

/// <summary>What holds for every record of a table.</summary>
/// <param name="Limits">Limits, and whether records are kept.</param>
/// <param name="Unknown">What becomes of attributes that no column takes.</param>
/// <param name="DoublyEncodedBinary">
/// Kinesis Data Streams for DynamoDB encodes binary twice (developer guide, "Using Kinesis Data Streams").
/// </param>
sealed record TableSettings(FlattenOptions Limits, UnknownAttributes Unknown, bool DoublyEncodedBinary)
{
    internal int MaxDepth { get; } = Limits.MaxDepth;

    internal static TableSettings Of(TableSchema schema, FlattenOptions limits) =>
        new(limits, schema.Unknown ?? UnknownAttributes.Rescue, DoublyEncodedBinary: schema.Order == RecordOrder.Time);
}
