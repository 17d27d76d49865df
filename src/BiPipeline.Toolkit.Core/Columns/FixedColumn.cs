using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit;

/// <summary>
/// A column with values of a fixed size. boolean: <see cref="bool"/>; int and date (days since 1970-01-01): <see cref="int"/>; bigint,
/// timestamp (UTC milliseconds since 1970-01-01) and the unscaled value of decimals up to 18 digits: <see cref="long"/>; the unscaled value
/// of longer decimals: <see cref="Int128"/>; double: <see cref="double"/>.
/// </summary>
/// <typeparam name="T">The values' type in memory.</typeparam>
sealed class FixedColumn<T> : Column
    where T : unmanaged
{
    T[] _values = [];

    internal FixedColumn(DataType type)
        : base(type)
    {
    }

    /// <summary>The values; where <see cref="Column.Validity"/> is 0, the default of <typeparamref name="T"/>.</summary>
    public ReadOnlySpan<T> Values => _values.AsSpan(0, Count);

    /// <inheritdoc/>
    public override long ByteSize => ValiditySize + ((long)Count * Unsafe.SizeOf<T>());

    /// <summary>Appends a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(T value)
    {
        var count = Count;
        if ((uint)count >= (uint)_values.Length) { EnsureCapacity(ref _values, count + 1); }
        _values[count] = value;
        MarkValid();
    }

    /// <summary>Appends values of known validity, one byte each, and returns them to fill: the default of the type so far.</summary>
    internal Span<T> Extend(ReadOnlySpan<byte> validity)
    {
        var start = Count;
        EnsureCapacity(ref _values, start + validity.Length);
        MarkRun(validity);
        var values = _values.AsSpan(start, validity.Length);
        values.Clear();
        return values;
    }

    internal override void AppendNull()
    {
        var count = Count;
        if ((uint)count >= (uint)_values.Length) { EnsureCapacity(ref _values, count + 1); }
        _values[count] = default;
        MarkNull();
    }

    private protected override void TruncateValues(int count) { }

    private protected override void AppendValues(Column source, int start, int count)
    {
        EnsureCapacity(ref _values, Count + count);
        ((FixedColumn<T>)source)._values.AsSpan(start, count).CopyTo(_values.AsSpan(Count));
    }
}
