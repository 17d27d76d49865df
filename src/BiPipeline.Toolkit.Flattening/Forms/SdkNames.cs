namespace BiPipeline.Toolkit.Flattening;

/// <summary>The names of a record's members, in the case that DynamoDB writes them.</summary>
static class SdkNames
{
    static readonly byte[][] Names =
    [
        .. new[]
        {
            "eventID", "eventName", "eventVersion", "eventSource", "awsRegion", "dynamodb", "userIdentity", "eventSourceARN", "tableName",
            "recordFormat", "ApproximateCreationDateTime", "Keys", "NewImage", "OldImage", "Item", "SequenceNumber", "SizeBytes",
            "StreamViewType", "Metadata", "WriteTimestampMicros",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    internal static bool Equals(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(name, other);

    /// <summary>The name as DynamoDB writes it; the name itself when it is not one of a record's.</summary>
    internal static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> name)
    {
        foreach (var known in Names)
        {
            if (Ascii.EqualsIgnoreCase(name, known)) { return known; }
        }
        return name;
    }

    /// <summary>Whether a canonical name is that of a map of attribute values.</summary>
    internal static bool IsImage(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Keys"u8) || name.SequenceEqual("Item"u8)
        || name.SequenceEqual("NewImage"u8) || name.SequenceEqual("OldImage"u8);
}
