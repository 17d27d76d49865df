namespace BiPipeline.Toolkit.Flattening;

/// <summary>N that a decimal of 19 to 38 digits holds exactly.</summary>
sealed class WideDecimalColumnReader(FixedColumn<Int128> column, PassContext context) : AttributeReader(context)
{
    readonly DataType.DecimalType _type = (DataType.DecimalType)column.Type;

    protected override Outcome ReadPresent(ref JsonScanner scanner, AttributeTag tag, int depth)
    {
        if (tag != AttributeTag.N) { return Outcome.Misfit; }
        if (!NumberScanner.Read(ref scanner, ref Context.Scratch, out var number)) { return Outcome.Malformed; }
        if (!number.TryToExact(out var exact) || !exact.TryScale(_type.Precision, _type.Scale, out var unscaled)) { return Outcome.Misfit; }
        column.Append(unscaled);
        return Outcome.Taken;
    }
}
