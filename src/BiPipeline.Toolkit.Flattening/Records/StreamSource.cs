namespace BiPipeline.Toolkit.Flattening;

/// <summary>The DynamoDB table and the Region that a record names; empty where it does not.</summary>
readonly ref struct StreamSource
{
    readonly ReadOnlySpan<byte> _tableName;
    readonly ReadOnlySpan<byte> _region;

    /// <summary>The source of a record.</summary>
    /// <param name="arn">Its <c>eventSourceARN</c>, as in the JSON.</param>
    /// <param name="tableName">Its <c>tableName</c>, which Kinesis records have, as in the JSON.</param>
    /// <param name="region">Its <c>awsRegion</c>, as in the JSON.</param>
    internal StreamSource(ReadOnlySpan<byte> arn, ReadOnlySpan<byte> tableName, ReadOnlySpan<byte> region)
    {
        Arn = arn;
        _tableName = tableName;
        _region = region;
    }

    /// <summary>The stream's ARN, as in the JSON.</summary>
    internal ReadOnlySpan<byte> Arn { get; }

    /// <summary>The DynamoDB table's name from the stream's ARN, or as a Kinesis record has it.</summary>
    internal ReadOnlySpan<byte> Table => TableOf(Plain(Arn)) is { IsEmpty: false } table ? table : Plain(_tableName);

    /// <summary>The Region in the stream's ARN, or as the record has it.</summary>
    internal ReadOnlySpan<byte> Region => RegionOf(Plain(Arn)) is { IsEmpty: false } region ? region : Plain(_region);

    /// <summary>Whether the ARN has both: then other members do not matter.</summary>
    internal bool IsInArn => !TableOf(Plain(Arn)).IsEmpty && !RegionOf(Plain(Arn)).IsEmpty;

    // arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000
    static ReadOnlySpan<byte> TableOf(ReadOnlySpan<byte> arn)
    {
        var start = arn.IndexOf(":table/"u8);
        if (start < 0) { return default; }
        arn = arn[(start + ":table/"u8.Length)..];
        var end = arn.IndexOf((byte)'/');
        return end < 0 ? arn : arn[..end];
    }

    static ReadOnlySpan<byte> RegionOf(ReadOnlySpan<byte> arn)
    {
        for (var i = 0; i < 3; i++)
        {
            var colon = arn.IndexOf((byte)':');
            if (colon < 0) { return default; }
            arn = arn[(colon + 1)..];
        }
        var end = arn.IndexOf((byte)':');
        return end > 0 ? arn[..end] : default;
    }

    // Some writers escape '/'.
    static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\')) { return text; }
        var plain = new byte[text.Length];
        return plain.AsSpan(0, JsonEscapes.Unescape(text, plain));
    }
}
