using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BiPipeline.Toolkit;

/// <summary>A column of string (UTF-8) or binary type: the values back to back, with offsets.</summary>
sealed class BytesColumn : Column
{
    int[] _offsets = [0];
    byte[] _data = [];
    int _length;

    internal BytesColumn(DataType type)
        : base(type)
    {
    }

    /// <summary>
    /// <see cref="Column.Count"/> + 1 numbers: value <c>i</c> is <c>Data[Offsets[i]..Offsets[i + 1]]</c>; NULLs are empty.
    /// </summary>
    public override ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Count + 1);

    /// <summary>The bytes of all values.</summary>
    public override ReadOnlySpan<byte> Data => _data.AsSpan(0, _length);

    /// <inheritdoc/>
    public override long ByteSize => ValiditySize + ((Count + 1L) * sizeof(int)) + _length;

    /// <summary>The bytes of one value; empty for NULL.</summary>
    public ReadOnlySpan<byte> this[int index] => _data.AsSpan(Offsets[index].._offsets[index + 1]);

    /// <summary>Appends a value.</summary>
    /// <exception cref="InvalidOperationException">The column would hold more than 2 GiB.</exception>
    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Commit(value.Length);
    }

    /// <summary>Appends a part of a text.</summary>
    /// <param name="text">The text; bytes after the part may be read but have no effect.</param>
    /// <param name="start">The part's first byte.</param>
    /// <param name="length">The part's length.</param>
    /// <exception cref="InvalidOperationException">The column would hold more than 2 GiB.</exception>
    // Most texts are short: two blocks are copied without a call, and the next value overwrites what is too much.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> text, int start, int length)
    {
        const int block = 16;
        if (length <= 2 * block && start <= text.Length - (2 * block) && _length <= _data.Length - (2 * block))
        {
            var source = text.Slice(start, 2 * block);
            var target = _data.AsSpan(_length, 2 * block);
            Vector128.Create(source[..block]).CopyTo(target);
            Vector128.Create(source[block..]).CopyTo(target[block..]);
            Commit(length);
        }
        else { Append(text.Slice(start, length)); }
    }

    /// <summary>
    /// Reserves space for a value of at most <paramref name="length"/> bytes. <see cref="Commit"/> completes it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The column would hold more than 2 GiB.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int length)
    {
        if (length > _data.Length - _length) { Grow(length); }
        return _data.AsSpan(_length, length);
    }

    /// <summary>Makes the first <paramref name="length"/> bytes of the last <see cref="Reserve"/> a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Commit(int length)
    {
        _length += length;
        AppendOffset();
        MarkValid();
    }

    internal override void AppendNull()
    {
        AppendOffset();
        MarkNull();
    }

    private protected override void TruncateValues(int count) => _length = _offsets[count];

    private protected override void AppendValues(Column source, int start, int count)
    {
        var bytes = (BytesColumn)source;
        var from = bytes._offsets[start];
        var length = bytes._offsets[start + count] - from;
        bytes._data.AsSpan(from, length).CopyTo(Reserve(length));

        EnsureCapacity(ref _offsets, Count + count + 1);
        var shift = _length - from;
        var sources = bytes._offsets.AsSpan(start + 1, count);
        var targets = _offsets.AsSpan(Count + 1, count);
        for (var i = 0; i < sources.Length; i++) { targets[i] = sources[i] + shift; }
        _length += length;
    }

    void Grow(int length)
    {
        if (length > Array.MaxLength - _length)
        {
            throw new InvalidOperationException($"A {Type} column is full; expected at most 2 GiB. Use smaller batches.");
        }
        EnsureCapacity(ref _data, _length + length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AppendOffset()
    {
        var next = Count + 1;
        if ((uint)next >= (uint)_offsets.Length) { EnsureCapacity(ref _offsets, next + 1); }
        _offsets[next] = _length;
    }
}
