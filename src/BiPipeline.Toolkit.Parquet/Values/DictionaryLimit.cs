namespace BiPipeline.Toolkit.Parquet;

/// <summary>When a dictionary stops paying, told while it is built.</summary>
/// <param name="EntryBytes">Bytes that its entries may have.</param>
/// <param name="TotalBytes">Bytes that its entries and the indices may have: what another encoding takes.</param>
/// <param name="Values">Values in all.</param>
readonly record struct DictionaryLimit(long EntryBytes, long TotalBytes, int Values)
{
    // A dictionary page has a header of its own.
    const int HeaderBytes = 32;

    // Values after which their runs tell something of those to come.
    const int Sample = 1024;

    /// <summary>Whether the dictionary is, or is about to become, too large.</summary>
    /// <param name="bytes">PLAIN bytes of its entries so far.</param>
    /// <param name="entries">Its entries so far.</param>
    /// <param name="runs">Runs so far.</param>
    /// <param name="seen">Values so far.</param>
    internal bool IsExceeded(long bytes, int entries, int runs, int seen)
    {
        if (bytes > EntryBytes || HeaderBytes + bytes > TotalBytes) { return true; }
        return seen >= Math.Min(Sample, Values)
            && HeaderBytes + bytes + IndexBytes(Values, (long)runs * Values / seen, IndexWidth(entries)) > TotalBytes;
    }

    /// <summary>Bits an index. Width 0 is allowed for one entry, but not every reader takes it.</summary>
    internal static int IndexWidth(int entries) => Math.Max(1, BitPacking.WidthOf((ulong)(entries - 1)));

    // Near enough to choose by.
    static long IndexBytes(int values, long runs, int width) => Math.Min((long)values * width / 8, runs * (3 + (width / 8)));
}
