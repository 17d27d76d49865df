namespace BiPipeline.Toolkit.LocalAthena.Results;

/// <summary>
/// The <c>.metadata</c> object of a result: protocol buffers without a published schema. The field numbers are those that the open-source
/// driver burtcorp/athena-jdbc reads.
/// </summary>
static class ResultMetadata
{
    const int ColumnField = 4;
    const int UnknownNullable = 3;

    internal static byte[] Write(LocalAthenaResult result)
    {
        using var stream = new MemoryStream();
        foreach (var column in result.Columns)
        {
            using var message = new MemoryStream();
            Text(message, 1, "hive");
            Text(message, 4, column.Name);
            Text(message, 5, column.Name);
            Text(message, 6, column.ResultType);
            Number(message, 7, column.Precision);
            Number(message, 8, column.Scale);
            Number(message, 9, UnknownNullable);
            Number(message, 10, column.ResultType is "varchar" or "char" ? 1 : 0);
            Bytes(stream, ColumnField, message.GetBuffer().AsSpan(0, (int)message.Length));
        }
        return stream.ToArray();
    }

    static void Text(MemoryStream stream, int field, string text) => Bytes(stream, field, Encoding.UTF8.GetBytes(text));

    static void Bytes(MemoryStream stream, int field, ReadOnlySpan<byte> bytes)
    {
        Varint(stream, (uint)((field << 3) | 2));
        Varint(stream, (uint)bytes.Length);
        stream.Write(bytes);
    }

    static void Number(MemoryStream stream, int field, int value)
    {
        Varint(stream, (uint)(field << 3));
        Varint(stream, (uint)value);
    }

    static void Varint(MemoryStream stream, uint value)
    {
        for (; value > 0x7f; value >>= 7) { stream.WriteByte((byte)(value | 0x80)); }
        stream.WriteByte((byte)value);
    }
}
