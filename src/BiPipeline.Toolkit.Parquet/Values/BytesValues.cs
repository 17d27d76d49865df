namespace BiPipeline.Toolkit.Parquet;

/// <summary>BYTE_ARRAY: string and binary.</summary>
sealed class BytesValues(IndexBuffer indexBuffer) : LeafValues
{
    readonly BytesDictionary _dictionary = new(indexBuffer);
    BytesColumn? _column;
    int[] _dense = [];
    int[] _seen = [];
    int _page;
    bool _isDense;
    bool _areAscending;

    internal override int DictionaryCount => _dictionary.Count;

    ReadOnlySpan<byte> Data => _column!.Data;

    internal override void Load(Leaf leaf, Column column, int slots)
    {
        _column = (BytesColumn)column;
        var present = column.Validity[..slots];
        _isDense = present.Contains((byte)0);
        Count = slots;
        if (!_isDense) { return; }

        // NULLs have no bytes, so a value ends where the next one begins.
        var offsets = _column.Offsets;
        Growth.Ensure(ref _dense, slots + 1);
        Count = Compaction.Copy(offsets[..slots], present, _dense);
        _dense[Count] = offsets[slots];
    }

    internal override void Choose(Leaf leaf, ParquetOptions options)
    {
        Encoding = PageEncoding.Plain;
        _areAscending = BytesBounds.AreAscending(Data, Offsets(0, Count));
        if (Count == 0 || options.DictionaryBytes == 0) { return; }
        var limit = new DictionaryLimit(options.DictionaryBytes, PlainBytes(0, Count) * 4 / 5, Count);
        if (!_dictionary.TryBuild(Data, Offsets(0, Count), limit)) { return; }
        Encoding = PageEncoding.RleDictionary;
        Growth.Ensure(ref _seen, _dictionary.Count);
        _seen.AsSpan(0, _dictionary.Count).Clear();
        _page = 0;
    }

    internal override long PlainBytes(int start, int end)
    {
        var offsets = Offsets(start, end);
        return ((long)(end - start) * sizeof(int)) + offsets[^1] - offsets[0];
    }

    internal override void WriteDictionary(IBufferWriter<byte> output)
    {
        var target = output.GetSpan((int)_dictionary.Bytes);
        var written = 0;
        for (var i = 0; i < _dictionary.Count; i++)
        {
            var value = Data[_dictionary[i]];
            BinaryPrimitives.WriteInt32LittleEndian(target[written..], value.Length);
            value.CopyTo(target[(written + sizeof(int))..]);
            written += sizeof(int) + value.Length;
        }
        output.Advance(written);
    }

    internal override void WritePage(int start, int end, IBufferWriter<byte> output)
    {
        if (Encoding == PageEncoding.RleDictionary)
        {
            WriteIndices(_dictionary.Indices(start, end), _dictionary.Count, output);
            return;
        }
        var size = (int)PlainBytes(start, end);
        output.Advance(PlainBytesKernel(start, end, output.GetSpan(size)));
    }

    internal override bool TryBounds(int start, int end, Bounds bounds)
    {
        if (Encoding == PageEncoding.RleDictionary)
        {
            BoundsOfEntries(_dictionary.Indices(start, end), bounds);
            return true;
        }
        var offsets = Offsets(start, end);
        var (min, max) = _areAscending ? (0, end - start - 1) : BytesBounds.Of(Data, offsets);
        bounds.Set(Data[offsets[min]..offsets[min + 1]], Data[offsets[max]..offsets[max + 1]]);
        return true;
    }

    internal override int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.SequenceCompareTo(right);

    internal override bool AreAscending => _areAscending;

    internal override void Release() => _column = null;

    int PlainBytesKernel(int start, int end, Span<byte> target) => Kernels.PlainBytes.Write(Data, Offsets(start, end), target);

    // Compares each entry once per page, even if it occurs there often.
    void BoundsOfEntries(ReadOnlySpan<int> indices, Bounds bounds)
    {
        _page++;
        var (min, max) = (indices[0], indices[0]);
        foreach (var index in indices)
        {
            if (_seen[index] == _page) { continue; }
            _seen[index] = _page;
            if (Data[_dictionary[index]].SequenceCompareTo(Data[_dictionary[min]]) < 0) { min = index; }
            if (Data[_dictionary[index]].SequenceCompareTo(Data[_dictionary[max]]) > 0) { max = index; }
        }
        bounds.Set(Data[_dictionary[min]], Data[_dictionary[max]]);
    }

    /// <summary>Returns the start of each value, then the end of the last.</summary>
    ReadOnlySpan<int> Offsets(int start, int end) => (_isDense ? _dense.AsSpan() : _column!.Offsets).Slice(start, end - start + 1);
}
