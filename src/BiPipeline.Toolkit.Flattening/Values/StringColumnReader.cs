namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads any value as text: S unchanged, N as received, BOOL as word, B as base64, containers and sets as plain JSON.</summary>
sealed class StringColumnReader(BytesColumn column) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        switch (tag)
        {
            case AttributeTag.S:
                return ReadText(ref scanner);
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

    Outcome ReadText(ref JsonScanner scanner)
    {
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        var content = text.In(scanner.Bytes);
        var target = column.Reserve(content.Length);
        if (!text.Escaped)
        {
            content.CopyTo(target);
            column.Commit(content.Length);
        }
        else
        {
            column.Commit(JsonEscapes.Unescape(content, target));
        }
        return Outcome.Accepted;
    }

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
