namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>Looks for doubles that no order has a place for.</summary>
static class NanSearch
{
    internal static bool Contains(ReadOnlySpan<double> values)
    {
        // A sum is NaN when a part of it is; infinities can make one too, so only then each value is looked at.
        var sum = 0d;
        foreach (var value in values) { sum += value; }
        if (!double.IsNaN(sum)) { return false; }
        foreach (var value in values)
        {
            if (double.IsNaN(value)) { return true; }
        }
        return false;
    }
}
