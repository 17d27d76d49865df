namespace BiPipeline.Toolkit.Parquet;

/// <summary>Numbers of a fixed size.</summary>
/// <typeparam name="T">The stored numbers.</typeparam>
/// <typeparam name="TKey">The integer with the same bits, for the dictionary.</typeparam>
abstract class FixedValues<T, TKey>(IndexBuffer indexBuffer) : LeafValues
    where T : unmanaged, INumber<T>
    where TKey : unmanaged, IBinaryInteger<TKey>
{
    readonly FixedDictionary<TKey> _dictionary = new(indexBuffer);
    FixedColumn<T>? _column;
    T[] _dense = [];

    internal override int DictionaryCount => _dictionary.Entries.Length;

    internal override void Load(Leaf leaf, Column column, int slots)
    {
        var values = (FixedColumn<T>)column;
        var present = values.Validity[..slots];
        if (present.Contains((byte)0)) { Count = Compaction.Copy(values.Values[..slots], present, Dense(slots)); }
        else
        {
            _column = values;
            Count = slots;
        }
    }

    internal override void Choose(Leaf leaf, ParquetOptions options)
    {
        var plain = PlainBytes(0, Count);
        var delta = MayBeDelta(leaf.Type, options) ? DeltaBytes(Count) : long.MaxValue;

        // PLAIN shrinks under compression, and packed differences do not.
        var isDelta = delta < plain * 3 / 4;
        Encoding = isDelta ? PageEncoding.DeltaBinaryPacked : PageEncoding.Plain;
        if (Count == 0 || options.DictionaryBytes == 0) { return; }
        var limit = new DictionaryLimit(options.DictionaryBytes, isDelta ? delta : plain * 4 / 5, Count);
        if (_dictionary.TryBuild(Keys(0, Count), ValueBytes, limit)) { Encoding = PageEncoding.RleDictionary; }
    }

    internal override long PlainBytes(int start, int end) => (long)(end - start) * ValueBytes;

    internal override void WriteDictionary(IBufferWriter<byte> output) => WritePlain(_dictionary.Entries, output);

    internal override void WritePage(int start, int end, IBufferWriter<byte> output)
    {
        switch (Encoding)
        {
            case PageEncoding.RleDictionary:
                WriteIndices(_dictionary.Indices(start, end), DictionaryCount, output);
                break;
            case PageEncoding.DeltaBinaryPacked:
                DeltaBinaryPacked.Write(Keys(start, end), output);
                break;
            default:
                WritePlain(Keys(start, end), output);
                break;
        }
    }

    internal override bool AreAscending
    {
        get
        {
            var values = Values(0, Count);
            for (var i = 1; i < values.Length; i++)
            {
                // Not "less than", because NaN has no order.
                if (!(values[i - 1] <= values[i])) { return false; }
            }
            return true;
        }
    }

    internal override void Release() => _column = null;

    /// <summary>Returns space for values that are not the column's own.</summary>
    private protected Span<T> Dense(int count)
    {
        _column = null;
        Growth.Ensure(ref _dense, count);
        return _dense.AsSpan(0, count);
    }

    /// <summary>Number of bytes per stored value.</summary>
    private protected virtual int ValueBytes => Unsafe.SizeOf<T>();

    private protected ReadOnlySpan<T> Values(int start, int end) =>
        _column is { } column ? column.Values[start..end] : _dense.AsSpan(start..end);

    private protected abstract ReadOnlySpan<TKey> Keys(int start, int end);

    static bool MayBeDelta(DataType type, ParquetOptions options) =>
        type is DataType.IntType or DataType.BigintType ? options.DeltaIntegers : options.DeltaDatesAndDecimals;

    private protected virtual long DeltaBytes(int count) => DeltaBinaryPacked.Size(Keys(0, count));

    private protected virtual void WritePlain(ReadOnlySpan<TKey> values, IBufferWriter<byte> output)
    {
        var size = values.Length * ValueBytes;
        LittleEndian.Write(values, output.GetSpan(size));
        output.Advance(size);
    }
}
