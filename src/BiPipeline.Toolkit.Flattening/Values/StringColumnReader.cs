namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads any value as text: S unchanged, N as received, BOOL as word, B as base64, containers and sets as plain JSON.</summary>
sealed class StringColumnReader(BytesColumn column) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth) =>
        tag == AttributeTag.S ? ReadText(ref scanner) : ReadOther(ref scanner, row, tag, depth);

    // A separate method, so that texts, which most values are, don't pay for its locals.
    [MethodImpl(MethodImplOptions.NoInlining)]
    Outcome ReadOther(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        switch (tag)
        {
            case AttributeTag.N:
                return ReadNumber(ref scanner, row);
            case AttributeTag.Bool:
                if (!AttributeScanner.ReadBoolean(ref scanner, out var value)) { return Outcome.Malformed; }
                column.Append(value ? "true"u8 : "false"u8);
                return Outcome.Accepted;
            case AttributeTag.B:
                return ReadBinary(ref scanner, row);
            default:
                row.Buffers.Json.Clear();
                var outcome = PlainJson.Write(ref scanner, row, tag, depth, row.Buffers.Json);
                if (outcome == Outcome.Accepted) { column.Append(row.Buffers.Json.Written); }
                return outcome;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Outcome ReadText(ref JsonScanner scanner)
    {
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        if (text.Escaped) { AppendUnescaped(text.In(scanner.Bytes)); }
        else { column.Append(scanner.Bytes, text.Start, text.Length); }
        return Outcome.Accepted;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void AppendUnescaped(ReadOnlySpan<byte> content) => column.Commit(JsonEscapes.Unescape(content, column.Reserve(content.Length)));

    Outcome ReadNumber(ref JsonScanner scanner, in RowScope row)
    {
        var start = scanner.Position;
        if (!NumberScanner.Skip(ref scanner, row.Buffers.Text)) { return Outcome.Malformed; }
        scanner.Position = start;
        return ReadText(ref scanner);
    }

    Outcome ReadBinary(ref JsonScanner scanner, in RowScope row)
    {
        var outcome = BinaryText.Read(ref scanner, row, out var base64);
        if (outcome == Outcome.Accepted) { column.Append(base64); }
        return outcome;
    }
}
