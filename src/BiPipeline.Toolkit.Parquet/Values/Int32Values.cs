namespace BiPipeline.Toolkit.Parquet;

/// <summary>INT32: int, date, and decimals of up to 9 digits.</summary>
sealed class Int32Values(IndexBuffer indexBuffer) : FixedValues<int, int>(indexBuffer)
{
    long[] _wide = [];

    internal override void Load(Leaf leaf, Column column, int slots)
    {
        if (column is not FixedColumn<long> numbers)
        {
            base.Load(leaf, column, slots);
            return;
        }
        Growth.Ensure(ref _wide, slots);
        Count = Compaction.Copy(numbers.Values[..slots], numbers.Validity[..slots], _wide);
        var values = _wide.AsSpan(0, Count);
        DecimalRange.Require<long>(leaf, values);
        Narrowing.ToInt32(values, Dense(Count));
    }

    internal override bool TryBounds(int start, int end, Bounds bounds)
    {
        var (min, max) = MinMax.Of(Values(start, end));
        bounds.Set(min, max);
        return true;
    }

    internal override int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        BinaryPrimitives.ReadInt32LittleEndian(left).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(right));

    private protected override ReadOnlySpan<int> Keys(int start, int end) => Values(start, end);
}
