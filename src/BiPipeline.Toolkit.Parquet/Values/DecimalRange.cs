namespace BiPipeline.Toolkit.Parquet;

/// <summary>Refuses values with more digits than their column declares: engines would read other numbers, or fail.</summary>
static class DecimalRange
{
    internal static void Require<T>(Leaf leaf, ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        if (leaf.Type is not DataType.DecimalType type || values.IsEmpty) { return; }
        var (min, max) = MinMax.Of(values);
        if (UnscaledDecimal.Fits(Int128.CreateChecked(min), type.Precision)
            && UnscaledDecimal.Fits(Int128.CreateChecked(max), type.Precision))
        {
            return;
        }
        throw new ArgumentException(
            $"Column '{leaf.Name}' has a number with too many digits for {type}; expected at most {type.Precision}. "
            + "Check values before you append them.",
            nameof(values));
    }
}
