namespace BiPipeline.Toolkit.Parquet;

/// <summary>INT64: bigint, timestamp, and decimals of 10 to 18 digits.</summary>
sealed class Int64Values(IndexBuffer indexBuffer) : FixedValues<long, long>(indexBuffer)
{
    internal override void Load(Leaf leaf, Column column, int slots)
    {
        base.Load(leaf, column, slots);
        DecimalRange.Require(leaf, Values(0, Count));
    }

    internal override bool TryBounds(int start, int end, Bounds bounds)
    {
        var (min, max) = MinMax.Of(Values(start, end));
        bounds.Set(min, max);
        return true;
    }

    internal override int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        BinaryPrimitives.ReadInt64LittleEndian(left).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(right));

    private protected override ReadOnlySpan<long> Keys(int start, int end) => Values(start, end);
}
