namespace BiPipeline.Toolkit.Parquet;

/// <summary>The size from which a dictionary does not save bytes, checked while it is built.</summary>
/// <param name="EntryBytes">Largest number of bytes of the entries.</param>
/// <param name="TotalBytes">Largest number of bytes of the entries and the indices: the size with another encoding.</param>
/// <param name="Values">Number of values.</param>
readonly record struct DictionaryLimit(long EntryBytes, long TotalBytes, int Values)
{
    // The dictionary page has a separate header.
    const int HeaderBytes = 32;

    // Number of values after which their runs predict later ones.
    const int Sample = 1024;

    /// <summary>Whether the dictionary is too large, or will be.</summary>
    /// <param name="bytes">Number of PLAIN bytes of the entries so far.</param>
    /// <param name="entries">Number of entries so far.</param>
    /// <param name="runs">Number of runs so far.</param>
    /// <param name="seen">Number of values so far.</param>
    internal bool IsExceeded(long bytes, int entries, int runs, int seen)
    {
        if (bytes > EntryBytes || HeaderBytes + bytes > TotalBytes) { return true; }
        return seen >= Math.Min(Sample, Values)
            && HeaderBytes + bytes + IndexBytes(Values, (long)runs * Values / seen, IndexWidth(entries)) > TotalBytes;
    }

    /// <summary>Returns the bits per index. Width 0 is valid for one entry, but not every reader accepts it.</summary>
    internal static int IndexWidth(int entries) => Math.Max(1, BitPacking.WidthOf((ulong)(entries - 1)));

    // Exact enough for the choice.
    static long IndexBytes(int values, long runs, int width) => Math.Min((long)values * width / 8, runs * (3 + (width / 8)));
}
