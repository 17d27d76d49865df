namespace BiPipeline.Toolkit.Parquet;

/// <summary>Divides a chunk's entries into pages at row boundaries. The cuts depend only on the data and the options.</summary>
readonly ref struct PageCutter
{
    internal required LeafEntries Entries { get; init; }

    internal required Leaf Leaf { get; init; }

    internal required LeafValues Values { get; init; }

    internal required ParquetOptions Options { get; init; }

    internal required int Rows { get; init; }

    /// <summary>Moves to the next page; the first one follows <c>default</c>.</summary>
    internal bool TryNext(ref Page page)
    {
        if (page.EndRow == Rows) { return false; }
        var rows = Math.Min(Options.PageRows, Rows - page.EndRow);
        var next = Take(page, rows);
        for (var bytes = Bytes(next); bytes > Options.PageBytes && rows > 1; bytes = Bytes(next))
        {
            // A little below the proportional cut, so that a second cut is rare.
            rows = Math.Clamp((int)(rows * 0.95 * Options.PageBytes / bytes), 1, rows - 1);
            next = Take(page, rows);
        }
        page = next;
        return true;
    }

    // Dictionary indices are smaller than any value, so rows or their largest width limit the page.
    long Bytes(in Page page) => Values.Encoding == PageEncoding.RleDictionary
        ? (long)page.Values * sizeof(int)
        : Values.PlainBytes(page.FirstValue, page.EndValue);

    Page Take(in Page previous, int rows)
    {
        var endRow = previous.EndRow + rows;
        var endEntry = EndOfRows(previous.EndEntry, rows, endRow);
        var values = Values.Count == Entries.Count
            ? endEntry - previous.EndEntry
            : Entries.Definitions[previous.EndEntry..endEntry].Count((byte)Leaf.MaxDefinition);
        return new(previous.EndEntry, endEntry, previous.EndRow, endRow, previous.EndValue, previous.EndValue + values);
    }

    int EndOfRows(int firstEntry, int rows, int endRow)
    {
        if (Entries.Repetitions.IsEmpty) { return firstEntry + rows; }
        if (endRow == Rows) { return Entries.Count; }
        return firstEntry + NestedLevels.EndOfRows(Entries.Repetitions[firstEntry..], rows);
    }

    /// <summary>A range of a column chunk that becomes a page. It begins and ends with a row.</summary>
    internal readonly record struct Page(int FirstEntry, int EndEntry, int FirstRow, int EndRow, int FirstValue, int EndValue)
    {
        internal int Entries => EndEntry - FirstEntry;

        internal int Values => EndValue - FirstValue;

        internal int Nulls => Entries - Values;
    }
}
