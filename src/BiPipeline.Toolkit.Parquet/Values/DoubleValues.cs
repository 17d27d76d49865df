namespace BiPipeline.Toolkit.Parquet;

/// <summary>DOUBLE.</summary>
sealed class DoubleValues(IndexBuffer indexBuffer) : FixedValues<double, long>(indexBuffer)
{
    internal override bool TryBounds(int start, int end, Bounds bounds)
    {
        var values = Values(start, end);
        foreach (var value in values)
        {
            if (double.IsNaN(value)) { return false; }
        }
        var (min, max) = MinMax.Of(values);

        // parquet.thrift: a minimum of zero is written as -0.0 and a maximum as +0.0, because readers may order the two.
        bounds.Set(min == 0 ? -0d : min, max == 0 ? 0d : max);
        return true;
    }

    internal override int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        BinaryPrimitives.ReadDoubleLittleEndian(left).CompareTo(BinaryPrimitives.ReadDoubleLittleEndian(right));

    private protected override ReadOnlySpan<long> Keys(int start, int end) => LittleEndian.Bits(Values(start, end));

    private protected override long DeltaBytes(int count) => long.MaxValue;
}
