namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// The values of one column chunk without its NULLs, and how they are encoded. One instance a type, reused from chunk to chunk: the type is
/// decided once a chunk, never once a value.
/// </summary>
abstract class LeafValues
{
    /// <summary>Values that are there.</summary>
    internal int Count { get; private protected set; }

    /// <summary>The encoding of the data pages.</summary>
    internal PageEncoding Encoding { get; private protected set; }

    /// <summary>Entries of the dictionary.</summary>
    internal abstract int DictionaryCount { get; }

    /// <summary>Takes the first slots of a column.</summary>
    internal abstract void Load(Leaf leaf, Column column, int slots);

    /// <summary>Decides the encoding of the whole chunk, and makes the dictionary when it is one.</summary>
    internal abstract void Choose(Leaf leaf, ParquetOptions options);

    /// <summary>Bytes that values take as PLAIN.</summary>
    internal abstract long PlainBytes(int start, int end);

    internal abstract void WriteDictionary(IBufferWriter<byte> output);

    /// <summary>Appends values in the chosen encoding.</summary>
    internal abstract void WritePage(int start, int end, IBufferWriter<byte> output);

    /// <summary>The ends of at least one value; false when there is a value that has no place in the order.</summary>
    internal abstract bool TryBounds(int start, int end, Bounds bounds);

    /// <summary>Compares values as <see cref="TryBounds"/> gives them.</summary>
    internal abstract int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

    /// <summary>Whether no value is less than the one before it; known once the encoding is chosen.</summary>
    internal abstract bool AreAscending { get; }

    /// <summary>Lets go of the column.</summary>
    internal abstract void Release();

    private protected static void WriteIndices(ReadOnlySpan<int> indices, int dictionaryCount, IBufferWriter<byte> output)
    {
        var width = DictionaryLimit.IndexWidth(dictionaryCount);
        output.GetSpan(1)[0] = (byte)width;
        output.Advance(1);
        RunLength.Write(indices, width, output);
    }
}
