using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit;

/// <summary>
/// The values of one column (or nested field) in memory, read as spans; <see cref="ColumnBuilder"/> appends to it. Not safe for use from
/// several threads at once.
/// </summary>
public abstract class Column
{
    // Elements from which arrays grow by halves: doubling the columns of a whole row group wastes more than it saves.
    const int LargeCapacity = 64 * 1024;

    byte[] _validity = [];

    private protected Column(DataType type) => Type = type;

    /// <summary>The type of the values.</summary>
    public DataType Type { get; }

    /// <summary>Values so far, NULLs included.</summary>
    public int Count { get; private set; }

    /// <summary>NULLs so far.</summary>
    public int NullCount { get; private set; }

    /// <summary>One byte a value: 1 present, 0 NULL.</summary>
    public ReadOnlySpan<byte> Validity => _validity.AsSpan(0, Count);

    /// <summary>
    /// Where values begin, <see cref="Count"/> + 1 numbers: value <c>i</c> is <c>Offsets[i]..Offsets[i + 1]</c> of <see cref="Data"/>
    /// (string,
    /// binary) or of the elements or entries (array, map); NULLs are empty. Empty for other types.
    /// </summary>
    public virtual ReadOnlySpan<int> Offsets => [];

    /// <summary>The bytes of all values of a string (UTF-8) or binary column, back to back. Empty for other types.</summary>
    public virtual ReadOnlySpan<byte> Data => [];

    /// <summary>
    /// What is nested: an array's elements; a map's keys and values; a struct's fields, each with <see cref="Count"/> values. Empty for
    /// other types.
    /// </summary>
    public virtual IReadOnlyList<Column> Children => [];

    /// <summary>Bytes of data held, validity and offsets included, spare capacity not.</summary>
    public abstract long ByteSize { get; }

    /// <summary>Whether a list, map or struct was begun and is not closed.</summary>
    internal virtual bool HasOpenValue => false;

    /// <summary>
    /// One value each, as they are in memory. boolean: <see cref="bool"/>; int and date (days since 1970-01-01): <see cref="int"/>; bigint,
    /// timestamp (UTC milliseconds since 1970-01-01) and the unscaled value of decimals up to 18 digits: <see cref="long"/>; the unscaled
    /// value of
    /// longer decimals: <see cref="Int128"/>; double: <see cref="double"/>. Where <see cref="Validity"/> is 0, the default of the type.
    /// </summary>
    /// <typeparam name="T">The values' type in memory.</typeparam>
    /// <exception cref="InvalidOperationException">The column's values are of another type.</exception>
    public ReadOnlySpan<T> GetValues<T>()
        where T : unmanaged =>
        this is FixedColumn<T> column
            ? column.Values
            : throw new InvalidOperationException($"The values of a {Type} column are not {typeof(T).Name}.");

    /// <summary>An empty column of a type.</summary>
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

    /// <summary>Why the open list, map or struct can't be closed; null when it can.</summary>
    internal virtual string? ProblemOfOpenValue(string path) => null;

    /// <summary>
    /// Keeps the first values and forgets the rest, an unfinished list, map or struct included; the memory is kept for reuse.
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

    /// <summary>Appends a run of another column's values.</summary>
    /// <param name="source">A column of the same type.</param>
    /// <param name="start">The first value's index in <paramref name="source"/>.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">The types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The run reaches outside the source.</exception>
    internal void AppendRun(Column source, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.GetType() != GetType() || !source.Type.Equals(Type))
        {
            throw new ArgumentException($"A column of {source.Type} can't be appended to one of {Type}.", nameof(source));
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

    // Inlined by word of command: once a value, and a tenth of flattening when it is not (benchmarks, Flattening).
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

    // Not from the pool: a table's columns grow at the same time, and what they outgrow would stay there for good.
    static void Grow<T>(ref T[] array, int needed)
    {
        var more = array.Length < LargeCapacity ? array.Length : array.Length / 2;
        // The first values of many (a batch that is copied) get what they need and no more.
        var wanted = array.Length <= 1 ? Math.Max(needed, InitialCapacity) : Math.Max(needed, (long)array.Length + more);
        Array.Resize(ref array, (int)Math.Min(Array.MaxLength, wanted));
    }

    void EnsureValidity(int needed) => EnsureCapacity(ref _validity, needed);
}
