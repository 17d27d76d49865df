namespace BiPipeline.Toolkit.Flattening;

/// <summary>The settings for every record of a table.</summary>
/// <param name="Limits">Limits, and whether records are kept.</param>
/// <param name="Unknown">The handling of attributes without a column.</param>
/// <param name="DoublyEncodedBinary">
/// Whether binary is encoded twice, as by Kinesis Data Streams for DynamoDB (developer guide, "Using Kinesis Data Streams").
/// </param>
sealed record TableSettings(FlattenOptions Limits, UnknownAttributes Unknown, bool DoublyEncodedBinary)
{
    internal int MaxDepth { get; } = Limits.MaxDepth;

    internal static TableSettings Of(TableSchema schema, FlattenOptions limits) =>
        new(limits, schema.Unknown ?? UnknownAttributes.Rescue, DoublyEncodedBinary: schema.Order == RecordOrder.Time);
}
