namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an N whose exact value is a decimal of at most 18 digits.</summary>
sealed class DecimalColumnReader : AttributeReader
{
    readonly FixedColumn<long> _column;
    readonly int _precision;
    readonly int _scale;
    readonly long _limit;
    readonly long[] _factors;

    internal DecimalColumnReader(FixedColumn<long> column)
    {
        _column = column;
        var type = (DataType.DecimalType)column.Type;
        (_precision, _scale) = (type.Precision, type.Scale);
        _limit = (long)ExactNumber.PowerOfTen(_precision);
        _factors = [.. Enumerable.Range(0, _scale + 1).Select(scale => (long)ExactNumber.PowerOfTen(_scale - scale))];
    }

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.N) { return Outcome.TypeMismatch; }
        var start = scanner.Position;
        if (NumberScanner.TryReadShort(ref scanner, out var value, out var scale) && scale <= _scale)
        {
            var factor = _factors[scale];
            // |value| < limit / factor keeps the product within the precision, and so within 64 bits.
            if (Math.Abs(value) > (_limit - 1) / factor) { return Outcome.TypeMismatch; }
            _column.Append(value * factor);
            return Outcome.Accepted;
        }

        scanner.Position = start;
        if (!NumberScanner.Read(ref scanner, row.Buffers.Text, out var number)) { return Outcome.Malformed; }
        if (!number.TryToExact(out var exact) || !exact.TryScale(_precision, _scale, out var unscaled)) { return Outcome.TypeMismatch; }
        _column.Append((long)unscaled);
        return Outcome.Accepted;
    }
}
