namespace BiPipeline.Toolkit.Flattening;

/// <summary>Detects from the first members whether a document is a record or a list of records.</summary>
static class RecordHead
{
    /// <summary>
    /// Whether the document begins like a record. Each opening has at most eight bytes, so the result for one record is valid for others
    /// that begin with the same eight.
    /// </summary>
    internal static bool IsRecord(ReadOnlySpan<byte> document) =>
        document.StartsWith("{\"eventI"u8) || document.StartsWith("{\"eventN"u8) || document.StartsWith("{\"eventV"u8)
        || document.StartsWith("{\"eventS"u8) || document.StartsWith("{\"awsReg"u8) || document.StartsWith("{\"dynamo"u8)
        || document.StartsWith("{\"Item\":"u8) || document.StartsWith("{\"Metada"u8) || document.StartsWith("{\"Keys\":"u8)
        || document.StartsWith("{\"reason"u8) || document.StartsWith("{\"kinesi"u8) || document.StartsWith("{\"userId"u8)
        || document.StartsWith("{\"tableN"u8) || document.StartsWith("{\"asOf\":"u8);

    /// <summary>
    /// Returns the length up to and including the opening bracket of the list in <c>Records</c> or <c>Items</c>; 0 when there is none;
    /// null when more bytes are needed.
    /// </summary>
    internal static int? FindList(ReadOnlySpan<byte> document, int maxMembers, bool isComplete)
    {
        var scanner = new JsonScanner(document, 0);
        if (!scanner.TryTake((byte)'{') || scanner.TryTake((byte)'}')) { return 0; }
        for (var members = 0; members < maxMembers; members++)
        {
            if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return Undecided(ref scanner, isComplete); }
            scanner.SkipWhiteSpace();
            if (scanner.AtEnd) { return Undecided(ref scanner, isComplete); }
            var content = name.In(document);
            if (scanner.Rest[0] == '[' && (content.SequenceEqual("Records"u8) || content.SequenceEqual("Items"u8)))
            {
                return scanner.Position + 1;
            }
            // An attribute value: the document is an item.
            if (scanner.Rest[0] == '{' && AttributeTags.BeginsValue(scanner.Rest)) { return 0; }
            if (!scanner.SkipValue()) { return Undecided(ref scanner, isComplete); }
            if (scanner.TryTake((byte)',')) { continue; }
            return scanner.AtEnd ? Undecided(ref scanner, isComplete) : 0;
        }
        return 0;
    }

    static int? Undecided(ref JsonScanner scanner, bool isComplete) =>
        isComplete || Math.Max(scanner.Position, scanner.ErrorPosition) + 16 < scanner.Bytes.Length ? 0 : null;
}
