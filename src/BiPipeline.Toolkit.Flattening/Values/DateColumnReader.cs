namespace BiPipeline.Toolkit.Flattening;

/// <summary>S as <c>yyyy-MM-dd</c>.</summary>
sealed class DateColumnReader(FixedColumn<int> column, PassContext context) : AttributeReader(context)
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.S) { return Outcome.Misfit; }
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        if (!IsoTime.TryParseDate(Context.Plain(scanner.Bytes, text), out var days)) { return Outcome.Misfit; }
        column.Append(days);
        return Outcome.Taken;
    }
}
