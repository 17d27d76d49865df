namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Writes records as the function's event.</summary>
static class BatchPayload
{
    static ReadOnlySpan<byte> Opening => "{\"Records\":["u8;

    static ReadOnlySpan<byte> Closing => "]}"u8;

    /// <summary>Number of bytes of an event without records.</summary>
    internal static int FrameBytes => Opening.Length + Closing.Length;

    internal static byte[] Write(ReadOnlySpan<StreamRecord> records)
    {
        var length = FrameBytes + Math.Max(0, records.Length - 1);
        foreach (var record in records) { length += record.Json.Length; }
        var payload = new byte[length];
        var rest = payload.AsSpan();
        Put(ref rest, Opening);
        for (var index = 0; index < records.Length; index++)
        {
            if (index > 0) { Put(ref rest, ","u8); }
            Put(ref rest, records[index].Json.Span);
        }
        Put(ref rest, Closing);
        return payload;
    }

    static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
