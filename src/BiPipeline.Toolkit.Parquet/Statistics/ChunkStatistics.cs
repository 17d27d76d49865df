namespace BiPipeline.Toolkit.Parquet;

/// <summary>Gathers the bounds and places of a chunk's pages, and makes the chunk's statistics and page index of them.</summary>
sealed class ChunkStatistics
{
    readonly List<PageRecord> _pages = [];
    readonly ByteBuffer _pageBounds = new();
    readonly Bounds _page = new();
    readonly Bounds _chunk = new();
    LeafValues? _values;
    bool _isText;
    int _most;
    bool _isOrdered;
    bool _hasValues;

    internal void Begin(Leaf leaf, LeafValues values, int most)
    {
        _pages.Clear();
        _pageBounds.Clear();
        _chunk.Clear();
        _values = values;
        _isText = leaf.Type is DataType.StringType;
        _most = leaf.Physical == PhysicalType.ByteArray ? most : int.MaxValue;
        _isOrdered = true;
        _hasValues = false;
    }

    /// <summary>Takes the bounds of a page that was written.</summary>
    internal void Add(in Page page, long offset, int size)
    {
        var record = new PageRecord { Place = new(offset, size, page.FirstRow), Nulls = page.Nulls, IsNull = page.Values == 0 };
        if (page.Values > 0 && _isOrdered && (_isOrdered = _values!.TryBounds(page.FirstValue, page.EndValue, _page)))
        {
            Widen();
            var least = Append(_pageBounds, _page.Least.Written, isLeast: true, out _);
            var largest = Append(_pageBounds, _page.Largest.Written, isLeast: false, out _);
            record = record with { Least = least, Largest = largest };
        }
        _pages.Add(record);
    }

    /// <summary>Completes what the footer says of the chunk.</summary>
    internal ChunkRecord End(in ChunkRecord chunk, FileRecords records)
    {
        var result = chunk with { FirstPage = records.Pages.Count, DataPages = _pages.Count };
        foreach (var page in _pages) { records.Pages.Add(page.Place); }
        if (_isOrdered) { result = result with { ColumnIndex = PageIndex.WriteColumn(_pages, _pageBounds, Order(), records.ColumnIndexes, records.ColumnIndexWriter) }; }
        if (_isOrdered && _hasValues)
        {
            var isSame = _chunk.Least.Written.SequenceEqual(_chunk.Largest.Written);
            var least = Append(records.Bounds, _chunk.Least.Written, isLeast: true, out var isLeastExact);
            var largest = Append(records.Bounds, _chunk.Largest.Written, isLeast: false, out var isLargestExact);
            result = result with
            {
                HasBounds = true,
                Least = least,
                Largest = largest,
                IsLeastExact = isLeastExact,
                IsLargestExact = isLargestExact,
                IsSorted = !isSame && chunk.Nulls == 0 && chunk.Leaf.MaxRepetition == 0 && _values!.AreAscending,
            };
        }
        _values = null;
        return result;
    }

    void Widen()
    {
        if (!_hasValues || _values!.Compare(_page.Least.Written, _chunk.Least.Written) < 0) { Replace(_chunk.Least, _page.Least); }
        if (!_hasValues || _values!.Compare(_page.Largest.Written, _chunk.Largest.Written) > 0) { Replace(_chunk.Largest, _page.Largest); }
        _hasValues = true;
    }

    static void Replace(ByteBuffer target, ByteBuffer source)
    {
        target.Clear();
        target.Write(source.Written);
    }

    Slice Append(ByteBuffer output, ReadOnlySpan<byte> value, bool isLeast, out bool isExact)
    {
        var start = output.Length;
        isExact = value.Length <= _most;
        var length = value.Length;
        var target = output.GetSpan(length);
        if (isExact || (!isLeast && !Truncation.TryLargest(value, _most, _isText, target, out length)))
        {
            // A maximum that can't be raised is kept whole.
            value.CopyTo(target);
            length = value.Length;
            isExact = true;
        }
        else if (isLeast)
        {
            length = Truncation.LeastLength(value, _most, _isText);
            value[..length].CopyTo(target);
        }
        output.Advance(length);
        return new(start, length);
    }

    // Of the bounds as they are stored: cut ones must keep the order too.
    BoundaryOrder Order()
    {
        var (isAscending, isDescending) = (true, true);
        PageRecord? previous = null;
        foreach (var page in _pages)
        {
            if (page.IsNull) { continue; }
            if (previous is { } last)
            {
                var least = _values!.Compare(last.Least.Of(_pageBounds), page.Least.Of(_pageBounds));
                var largest = _values.Compare(last.Largest.Of(_pageBounds), page.Largest.Of(_pageBounds));
                isAscending &= least <= 0 && largest <= 0;
                isDescending &= least >= 0 && largest >= 0;
            }
            previous = page;
        }
        return isAscending ? BoundaryOrder.Ascending : isDescending ? BoundaryOrder.Descending : BoundaryOrder.Unordered;
    }
}
