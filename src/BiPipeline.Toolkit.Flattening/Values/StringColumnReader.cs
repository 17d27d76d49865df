namespace BiPipeline.Toolkit.Flattening;

/// <summary>Anything as text: S as is, N as received, BOOL as word, B as base64, containers and sets as plain JSON.</summary>
sealed class StringColumnReader(BytesColumn column, PassContext context) : AttributeReader(context)
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        switch (tag)
        {
            case AttributeTag.S:
                return ReadText(ref scanner);
            case AttributeTag.N:
                return ReadNumber(ref scanner);
            case AttributeTag.Bool:
                if (!AttributeScanner.ReadBoolean(ref scanner, out var value)) { return Outcome.Malformed; }
                column.Append(value ? "true"u8 : "false"u8);
                return Outcome.Taken;
            case AttributeTag.B:
                return ReadBinary(ref scanner);
            default:
                Context.Json.Clear();
                var outcome = PlainJson.Write(ref scanner, Context, tag, depth, Context.Json);
                if (outcome == Outcome.Taken) { column.Append(Context.Json.Written); }
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
        return Outcome.Taken;
    }

    Outcome ReadNumber(ref JsonScanner scanner)
    {
        var start = scanner.Position;
        if (!NumberScanner.Skip(ref scanner, ref Context.Scratch)) { return Outcome.Malformed; }
        scanner.Position = start;
        return ReadText(ref scanner);
    }

    Outcome ReadBinary(ref JsonScanner scanner)
    {
        var outcome = BinaryText.Read(ref scanner, Context, out var base64);
        if (outcome == Outcome.Taken) { column.Append(base64); }
        return outcome;
    }
}
