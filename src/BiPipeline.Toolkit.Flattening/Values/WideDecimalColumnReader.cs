namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads an N whose exact value is a decimal of 19 to 38 digits.</summary>
sealed class WideDecimalColumnReader(FixedColumn<Int128> column) : AttributeReader
{
    readonly DataType.DecimalType _type = (DataType.DecimalType)column.Type;

    protected override Outcome ReadPresent(ref JsonScanner scanner, in RowScope row, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.N) { return Outcome.TypeMismatch; }
        if (!NumberScanner.Read(ref scanner, row.Buffers.Text, out var number)) { return Outcome.Malformed; }
        if (!number.TryToExact(out var exact) || !exact.TryScale(_type.Precision, _type.Scale, out var unscaled))
        {
            return Outcome.TypeMismatch;
        }
        column.Append(unscaled);
        return Outcome.Accepted;
    }
}
