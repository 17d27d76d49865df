namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// The values of one column chunk without its NULLs, and their encoding. One instance per type, reused for each chunk: the type is decided
/// once per chunk, never per value.
/// </summary>
abstract class LeafValues
{
    /// <summary>Number of values, without NULLs.</summary>
    internal int Count { get; private protected set; }

    /// <summary>The encoding of the data pages.</summary>
    internal PageEncoding Encoding { get; private protected set; }

    /// <summary>Number of entries in the dictionary.</summary>
    internal abstract int DictionaryCount { get; }

    /// <summary>Loads the first slots of a column.</summary>
    internal abstract void Load(Leaf leaf, Column column, int slots);

    /// <summary>Decides the encoding of the whole chunk, and builds the dictionary if it needs one.</summary>
    internal abstract void Choose(Leaf leaf, ParquetOptions options);

    /// <summary>Returns the number of PLAIN bytes of values.</summary>
    internal abstract long PlainBytes(int start, int end);

    internal abstract void WriteDictionary(IBufferWriter<byte> output);

    /// <summary>Appends values in the chosen encoding.</summary>
    internal abstract void WritePage(int start, int end, IBufferWriter<byte> output);

    /// <summary>Gets the bounds of at least one value. Returns false when a value has no order.</summary>
    internal abstract bool TryBounds(int start, int end, Bounds bounds);

    /// <summary>Compares values in the form of <see cref="TryBounds"/>.</summary>
    internal abstract int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

    /// <summary>Whether every value is at least the previous one. Set by <see cref="Choose"/>.</summary>
    internal abstract bool AreAscending { get; }

    /// <summary>Releases the column.</summary>
    internal abstract void Release();

    private protected static void WriteIndices(ReadOnlySpan<int> indices, int dictionaryCount, IBufferWriter<byte> output)
    {
        var width = DictionaryLimit.IndexWidth(dictionaryCount);
        output.GetSpan(1)[0] = (byte)width;
        output.Advance(1);
        RunLength.Write(indices, width, output);
    }
}
