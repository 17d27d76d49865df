namespace BiPipeline.Toolkit.Parquet;

/// <summary>Refuses values with more digits than their column declares: engines would read them as other numbers, or not at all.</summary>
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
            $"Column '{leaf.Name}' holds a number of more than the {type.Precision} digits that {type} has; "
            + "check values before they are appended.",
            nameof(values));
    }
}
