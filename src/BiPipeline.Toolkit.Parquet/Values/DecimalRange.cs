namespace BiPipeline.Toolkit.Parquet;

/// <summary>Refuses values with more digits than their column declares: engines would read them as other numbers, or not at all.</summary>
static class DecimalRange
{
    static readonly Int128[] Limits = MakeLimits();

    internal static void Require<T>(Leaf leaf, ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        if (leaf.Type is not DataType.DecimalType type || values.IsEmpty) { return; }
        var limit = Limits[type.Precision];
        var (least, largest) = MinMax.Of(values);
        if (Int128.CreateChecked(least) <= -limit || Int128.CreateChecked(largest) >= limit)
        {
            throw new ArgumentException($"Column '{leaf.Name}' holds a number of more than the {type.Precision} digits that {type} has; check values before they are appended.", nameof(values));
        }
    }

    static Int128[] MakeLimits()
    {
        var limits = new Int128[DataType.DecimalType.MaxPrecision + 1];
        limits[0] = 1;
        for (var i = 1; i < limits.Length; i++) { limits[i] = limits[i - 1] * 10; }
        return limits;
    }
}
