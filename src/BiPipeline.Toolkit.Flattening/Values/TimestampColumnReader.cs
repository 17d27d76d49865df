namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an S in ISO 8601, or an N when the column has a unit; floors to the UTC millisecond.</summary>
sealed class TimestampColumnReader(FixedColumn<long> column, TimeUnit unit) : AttributeReader
{
    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth) => tag switch
    {
        AttributeTag.S => ReadText(ref scanner, row),
        AttributeTag.N when unit != TimeUnit.None => ReadNumber(ref scanner, row),
        _ => Outcome.TypeMismatch,
    };

    Outcome ReadText(ref JsonScanner scanner, in RowScope row)
    {
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        if (!IsoTime.TryParseTimestamp(row.Buffers.Text.Unescape(scanner.Bytes, text), out var milliseconds))
        {
            return Outcome.TypeMismatch;
        }
        column.Append(milliseconds);
        return Outcome.Accepted;
    }

    Outcome ReadNumber(ref JsonScanner scanner, in RowScope row)
    {
        var start = scanner.Position;
        if (unit == TimeUnit.Milliseconds && NumberScanner.TryReadShort(ref scanner, out var milliseconds, out var scale) && scale == 0)
        {
            return Append(milliseconds);
        }
        scanner.Position = start;
        if (!NumberScanner.Read(ref scanner, row.Buffers.Text, out var number)) { return Outcome.Malformed; }
        return number.TryToExact(out var exact) && exact.TryFloor(PowerToMilliseconds, out milliseconds)
            ? Append(milliseconds)
            : Outcome.TypeMismatch;
    }

    int PowerToMilliseconds => unit switch
    {
        TimeUnit.Seconds => 3,
        TimeUnit.Microseconds => -3,
        _ => 0,
    };

    Outcome Append(long milliseconds)
    {
        if (!IsoTime.IsInRange(milliseconds)) { return Outcome.TypeMismatch; }
        column.Append(milliseconds);
        return Outcome.Accepted;
    }
}
