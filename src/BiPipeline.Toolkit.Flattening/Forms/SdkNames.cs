namespace BiPipeline.Toolkit.Flattening;

/// <summary>The names of a record's members in DynamoDB's case.</summary>
static class SdkNames
{
    static readonly byte[][] Names =
    [
        .. new[]
        {
            "eventID", "eventName", "eventVersion", "eventSource", "awsRegion", "dynamodb", "userIdentity", "eventSourceARN", "tableName",
            "recordFormat", "ApproximateCreationDateTime", "Keys", "NewImage", "OldImage", "Item", "SequenceNumber", "SizeBytes",
            "StreamViewType", "Metadata", "WriteTimestampMicros", "asOf",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    internal static bool Equals(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(name, other);

    /// <summary>Returns the name in DynamoDB's case; the unchanged name when a record has no such member.</summary>
    internal static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> name)
    {
        foreach (var known in Names)
        {
            if (Ascii.EqualsIgnoreCase(name, known)) { return known; }
        }
        return name;
    }

    /// <summary>Whether a canonical name belongs to a map of attribute values.</summary>
    internal static bool IsImage(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Keys"u8) || name.SequenceEqual("Item"u8)
        || name.SequenceEqual("NewImage"u8) || name.SequenceEqual("OldImage"u8);
}
