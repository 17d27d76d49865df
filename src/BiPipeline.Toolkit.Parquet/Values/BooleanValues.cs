namespace BiPipeline.Toolkit.Parquet;

/// <summary>BOOLEAN: one bit per value, always PLAIN.</summary>
sealed class BooleanValues : LeafValues
{
    FixedColumn<bool>? _column;
    byte[] _dense = [];

    internal override int DictionaryCount => 0;

    internal override void Load(Leaf leaf, Column column, int slots)
    {
        var values = (FixedColumn<bool>)column;
        var present = values.Validity[..slots];
        if (!present.Contains((byte)0))
        {
            _column = values;
            Count = slots;
            return;
        }
        _column = null;
        Growth.Ensure(ref _dense, slots);
        Count = Compaction.Copy(LittleEndian.Flags(values.Values[..slots]), present, _dense);
    }

    internal override void Choose(Leaf leaf, ParquetOptions options) => Encoding = PageEncoding.Plain;

    internal override long PlainBytes(int start, int end) => BitPacking.Size(end - start, 1);

    internal override void WriteDictionary(IBufferWriter<byte> output) => throw new NotSupportedException("Booleans have no dictionary.");

    internal override void WritePage(int start, int end, IBufferWriter<byte> output)
    {
        var size = BitPacking.Size(end - start, 1);
        FlagPacking.Pack(Values(start, end), output.GetSpan(size));
        output.Advance(size);
    }

    internal override bool TryBounds(int start, int end, Bounds bounds)
    {
        var values = Values(start, end);
        bounds.Set((byte)(values.Contains((byte)0) ? 0 : 1), (byte)(values.Contains((byte)1) ? 1 : 0));
        return true;
    }

    internal override int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left[0].CompareTo(right[0]);

    internal override bool AreAscending
    {
        get
        {
            var values = Values(0, Count);
            var first = values.IndexOf((byte)1);
            return first < 0 || !values[first..].Contains((byte)0);
        }
    }

    internal override void Release() => _column = null;

    ReadOnlySpan<byte> Values(int start, int end) =>
        _column is { } column ? LittleEndian.Flags(column.Values[start..end]) : _dense.AsSpan(start..end);
}
