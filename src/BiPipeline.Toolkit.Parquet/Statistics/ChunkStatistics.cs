namespace BiPipeline.Toolkit.Parquet;

/// <summary>Collects the bounds and offsets of a chunk's pages, and makes the chunk's statistics and page index.</summary>
sealed class ChunkStatistics
{
    readonly List<PageIndex.PageStatistics> _pages = [];
    readonly ByteBuffer _pageBounds = new();
    readonly Bounds _page = new();
    readonly Bounds _chunk = new();
    LeafValues? _values;
    bool _isText;
    int _maxLength;
    bool _isOrdered;
    bool _hasValues;

    internal void Begin(Leaf leaf, LeafValues values, int maxLength)
    {
        _pages.Clear();
        _pageBounds.Clear();
        _chunk.Clear();
        _values = values;
        _isText = leaf.Type is DataType.StringType;
        _maxLength = leaf.Physical == PhysicalType.ByteArray ? maxLength : int.MaxValue;
        _isOrdered = true;
        _hasValues = false;
    }

    /// <summary>Adds the bounds of a written page.</summary>
    internal void Add(in PageCutter.Page page, long offset, int size)
    {
        var record = new PageIndex.PageStatistics
        {
            Location = new(offset, size, page.FirstRow),
            Nulls = page.Nulls,
            IsNull = page.Values == 0,
        };
        if (page.Values > 0 && _isOrdered && (_isOrdered = _values!.TryBounds(page.FirstValue, page.EndValue, _page)))
        {
            Widen();
            var min = Append(_pageBounds, _page.Min.Written, isMin: true, out _);
            var max = Append(_pageBounds, _page.Max.Written, isMin: false, out _);
            record = record with { Min = min, Max = max };
        }
        _pages.Add(record);
    }

    /// <summary>Completes the metadata of the chunk.</summary>
    internal ColumnChunkMetadata End(in ColumnChunkMetadata chunk, FileMetadata records)
    {
        var result = chunk with { FirstPage = records.Pages.Count, DataPages = _pages.Count };
        foreach (var page in _pages) { records.Pages.Add(page.Location); }
        if (_isOrdered)
        {
            var index = PageIndex.WriteColumn(_pages, _pageBounds, Order(), records.ColumnIndexes, records.ColumnIndexWriter);
            result = result with { ColumnIndex = index };
        }
        if (_isOrdered && _hasValues)
        {
            var isSame = _chunk.Min.Written.SequenceEqual(_chunk.Max.Written);
            var min = Append(records.Bounds, _chunk.Min.Written, isMin: true, out var isMinExact);
            var max = Append(records.Bounds, _chunk.Max.Written, isMin: false, out var isMaxExact);
            result = result with
            {
                HasBounds = true,
                Min = min,
                Max = max,
                IsMinExact = isMinExact,
                IsMaxExact = isMaxExact,
                IsSorted = !isSame && chunk.Nulls == 0 && chunk.Leaf.MaxRepetition == 0 && _values!.AreAscending,
            };
        }
        _values = null;
        return result;
    }

    void Widen()
    {
        if (!_hasValues || _values!.Compare(_page.Min.Written, _chunk.Min.Written) < 0) { Replace(_chunk.Min, _page.Min); }
        if (!_hasValues || _values!.Compare(_page.Max.Written, _chunk.Max.Written) > 0) { Replace(_chunk.Max, _page.Max); }
        _hasValues = true;
    }

    static void Replace(ByteBuffer target, ByteBuffer source)
    {
        target.Clear();
        target.Write(source.Written);
    }

    ByteBuffer.Slice Append(ByteBuffer output, ReadOnlySpan<byte> value, bool isMin, out bool isExact)
    {
        var start = output.Length;
        isExact = value.Length <= _maxLength;
        var length = value.Length;
        var target = output.GetSpan(length);
        if (isExact || (!isMin && !Truncation.TryMax(value, _maxLength, _isText, target, out length)))
        {
            // A maximum without a larger short value is not truncated.
            value.CopyTo(target);
            length = value.Length;
            isExact = true;
        }
        else if (isMin)
        {
            length = Truncation.MinLength(value, _maxLength, _isText);
            value[..length].CopyTo(target);
        }
        output.Advance(length);
        return new(start, length);
    }

    // Compares the stored bounds: truncated ones must keep the order too.
    BoundaryOrder Order()
    {
        var (isAscending, isDescending) = (true, true);
        PageIndex.PageStatistics? previous = null;
        foreach (var page in _pages)
        {
            if (page.IsNull) { continue; }
            if (previous is { } last)
            {
                var min = _values!.Compare(last.Min.Of(_pageBounds), page.Min.Of(_pageBounds));
                var max = _values.Compare(last.Max.Of(_pageBounds), page.Max.Of(_pageBounds));
                isAscending &= min <= 0 && max <= 0;
                isDescending &= min >= 0 && max >= 0;
            }
            previous = page;
        }
        return isAscending ? BoundaryOrder.Ascending : isDescending ? BoundaryOrder.Descending : BoundaryOrder.Unordered;
    }
}
