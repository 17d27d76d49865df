namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an N as an integer: <c>5</c>, <c>5.00</c> and <c>5E3</c> are integers, <c>5.5</c> is not.</summary>
static class IntegerScanner
{
    internal static Outcome Read(ref JsonScanner scanner, in RowScope row, AttributeTag tag, out long value)
    {
        value = 0;
        if (tag != AttributeTag.N) { return Outcome.TypeMismatch; }
        var start = scanner.Position;
        if (NumberScanner.TryReadShort(ref scanner, out value, out var scale) && scale == 0) { return Outcome.Accepted; }

        scanner.Position = start;
        if (!NumberScanner.Read(ref scanner, row.Buffers.Text, out var number)) { return Outcome.Malformed; }
        return number.TryToExact(out var exact) && exact.TryToInt64(out value) ? Outcome.Accepted : Outcome.TypeMismatch;
    }
}
