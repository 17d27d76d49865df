using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit;

/// <summary>
/// The values of one column (or nested field) in memory, as spans. <see cref="ColumnBuilder"/> appends to it. Not thread-safe.
/// </summary>
public abstract class Column
{
    // Number of elements from which arrays grow by half: doubling would waste more memory than it saves copies.
    const int LargeCapacity = 64 * 1024;

    byte[] _validity = [];

    private protected Column(DataType type) => Type = type;

    /// <summary>The type of the values.</summary>
    public DataType Type { get; }

    /// <summary>Number of values, including NULLs.</summary>
    public int Count { get; private set; }

    /// <summary>Number of NULLs.</summary>
    public int NullCount { get; private set; }

    /// <summary>One byte per value: 1 present, 0 NULL.</summary>
    public ReadOnlySpan<byte> Validity => _validity.AsSpan(0, Count);

    /// <summary>
    /// The offsets of the values, <see cref="Count"/> + 1 numbers: value <c>i</c> is <c>Offsets[i]..Offsets[i + 1]</c> of
    /// <see cref="Data"/> (string, binary) or of the elements or entries (array, map); NULLs are empty. Empty for other types.
    /// </summary>
    public virtual ReadOnlySpan<int> Offsets => [];

    /// <summary>The bytes of all values of a string (UTF-8) or binary column, back to back. Empty for other types.</summary>
    public virtual ReadOnlySpan<byte> Data => [];

    /// <summary>
    /// The nested columns: an array's elements; a map's keys and values; a struct's fields, each with <see cref="Count"/> values. Empty for
    /// other types.
    /// </summary>
    public virtual IReadOnlyList<Column> Children => [];

    /// <summary>Number of bytes of data, including validity and offsets, without spare capacity.</summary>
    public abstract long ByteSize { get; }

    /// <summary>Whether a list, map or struct has started and is not closed.</summary>
    internal virtual bool HasOpenValue => false;

    /// <summary>
    /// Returns the values as they are in memory. boolean: <see cref="bool"/>; int and date (days since 1970-01-01): <see cref="int"/>;
    /// bigint, timestamp (UTC milliseconds since 1970-01-01) and the unscaled value of decimals up to 18 digits: <see cref="long"/>; the
    /// unscaled value of longer decimals: <see cref="Int128"/>; double: <see cref="double"/>. Where <see cref="Validity"/> is 0, the
    /// default of the type.
    /// </summary>
    /// <typeparam name="T">The values' type in memory.</typeparam>
    /// <exception cref="InvalidOperationException">The column's values have another type.</exception>
    public ReadOnlySpan<T> GetValues<T>()
        where T : unmanaged =>
        this is FixedColumn<T> column
            ? column.Values
            : throw new InvalidOperationException($"The values of a {Type} column are not {typeof(T).Name}.");

    /// <summary>Creates an empty column of a type.</summary>
    internal static Column Create(DataType type) => type switch
    {
        DataType.StringType or DataType.BinaryType => new BytesColumn(type),
        DataType.BooleanType => new FixedColumn<bool>(type),
        DataType.IntType or DataType.DateType => new FixedColumn<int>(type),
        DataType.BigintType or DataType.TimestampType => new FixedColumn<long>(type),
        DataType.DoubleType => new FixedColumn<double>(type),
        DataType.DecimalType { Precision: <= DataType.DecimalType.MaxInt64Precision } => new FixedColumn<long>(type),
        DataType.DecimalType => new FixedColumn<Int128>(type),
        DataType.ArrayType array => new ListColumn(array),
        DataType.MapType map => new MapColumn(map),
        DataType.StructType fields => new StructColumn(fields),
        _ => throw new NotSupportedException($"Type {type} has no column."),
    };

    /// <summary>Appends NULL.</summary>
    internal abstract void AppendNull();

    /// <summary>Returns why the open list, map or struct can't be closed; null when it can.</summary>
    internal virtual string? ProblemOfOpenValue(string path) => null;

    /// <summary>
    /// Keeps the first values and removes the rest, including an unfinished list, map or struct. Keeps the memory for reuse.
    /// </summary>
    /// <param name="count">0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside its range.</exception>
    internal void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        NullCount -= count == 0 ? NullCount : _validity.AsSpan(count, Count - count).Count((byte)0);
        Count = count;
        TruncateValues(count);
    }

    /// <summary>Appends consecutive values of another column.</summary>
    /// <param name="source">A column of the same type.</param>
    /// <param name="start">The first value's index in <paramref name="source"/>.</param>
    /// <param name="count">Number of values.</param>
    /// <exception cref="ArgumentException">The types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the source.</exception>
    internal void AppendRun(Column source, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.GetType() != GetType() || !source.Type.Equals(Type))
        {
            throw new ArgumentException($"The source column is {source.Type}; expected {Type}.", nameof(source));
        }
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, source.Count, nameof(count));
        if (count == 0) { return; }

        var validity = source._validity.AsSpan(start, count);
        EnsureValidity(Count + count);
        validity.CopyTo(_validity.AsSpan(Count));
        if (source.NullCount > 0) { NullCount += validity.Count((byte)0); }
        AppendValues(source, start, count);
        Count += count;
    }

    private protected abstract void TruncateValues(int count);

    private protected abstract void AppendValues(Column source, int start, int count);

    private protected long ValiditySize => Count;

    // Forced inlining: called per value, and flattening takes 10 % longer without it (benchmarks, Flattening).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void MarkValid()
    {
        var count = Count;
        if ((uint)count >= (uint)_validity.Length) { EnsureValidity(count + 1); }
        _validity[count] = 1;
        Count = count + 1;
    }

    private protected void MarkNull()
    {
        var count = Count;
        if ((uint)count >= (uint)_validity.Length) { EnsureValidity(count + 1); }
        _validity[count] = 0;
        NullCount++;
        Count = count + 1;
    }

    /// <summary>Marks the next values, which are written already.</summary>
    private protected void MarkRun(ReadOnlySpan<byte> validity)
    {
        EnsureValidity(Count + validity.Length);
        validity.CopyTo(_validity.AsSpan(Count));
        NullCount += validity.Count((byte)0);
        Count += validity.Length;
    }

    // Tiny in debug builds, so that ordinary tests reach the growth paths.
    private protected static int InitialCapacity =>
#if DEBUG
        4;
#else
        1024;
#endif

    private protected static void EnsureCapacity<T>(ref T[] array, int needed)
    {
        if (needed > array.Length) { Grow(ref array, needed); }
    }

    // Not from the pool: the columns of a table grow at the same time, and the pool would keep their old arrays forever.
    static void Grow<T>(ref T[] array, int needed)
    {
        var more = array.Length < LargeCapacity ? array.Length : array.Length / 2;
        // When many values are appended first (a copied batch), the capacity is exact.
        var wanted = array.Length <= 1 ? Math.Max(needed, InitialCapacity) : Math.Max(needed, (long)array.Length + more);
        // Without zeros: only values that were appended are read.
        var larger = GC.AllocateUninitializedArray<T>((int)Math.Min(Array.MaxLength, wanted));
        array.CopyTo(larger, 0);
        array = larger;
    }

    void EnsureValidity(int needed) => EnsureCapacity(ref _validity, needed);
}
