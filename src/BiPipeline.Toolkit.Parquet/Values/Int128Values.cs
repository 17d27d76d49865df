namespace BiPipeline.Toolkit.Parquet;

/// <summary>FIXED_LEN_BYTE_ARRAY: decimals of more than 18 digits, as big-endian two's complement.</summary>
sealed class Int128Values(IndexBuffer indexBuffer) : FixedValues<Int128, Int128>(indexBuffer)
{
    int _length;

    private protected override int ValueBytes => _length;

    internal override void Load(Leaf leaf, Column column, int slots)
    {
        _length = leaf.FixedLength;
        base.Load(leaf, column, slots);
        DecimalRange.Require(leaf, Values(0, Count));
    }

    internal override bool TryBounds(int start, int end, Bounds bounds)
    {
        var (min, max) = MinMax.Of(Values(start, end));
        bounds.Clear();
        WritePlain([min], bounds.Min);
        WritePlain([max], bounds.Max);
        return true;
    }

    // Signed: flipping the sign bit of the first byte gives the order of unsigned bytes.
    internal override int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left[0] == right[0] ? left.SequenceCompareTo(right) : ((sbyte)left[0]).CompareTo((sbyte)right[0]);

    private protected override ReadOnlySpan<Int128> Keys(int start, int end) => Values(start, end);

    private protected override long DeltaBytes(int count) => long.MaxValue;

    private protected override void WritePlain(ReadOnlySpan<Int128> values, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(values.Length * _length);
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt128BigEndian(bytes, values[i]);
            bytes[^_length..].CopyTo(target[(i * _length)..]);
        }
        output.Advance(values.Length * _length);
    }
}
