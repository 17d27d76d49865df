namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>A column of one chunk. Reads need the right width for the column's type; the caller knows it.</summary>
readonly unsafe partial struct DuckDbVector
{
    readonly nint _vector;
    readonly void* _data;
    readonly ulong* _validity;

    internal DuckDbVector(nint vector)
    {
        _vector = vector;
        _data = NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
    }

    internal bool IsNull(int row) => _validity is not null && (_validity[row >> 6] >> (row & 63) & 1) == 0;

    internal T Read<T>(int row) where T : unmanaged => ((T*)_data)[row];

    internal ReadOnlySpan<byte> Bytes(int row)
    {
        // By pointer, never by a copy, because the vector itself contains short text.
        var text = (DuckDBString*)_data + row;
        return new(text->Data, text->Length);
    }

    internal string Text(int row) => Encoding.UTF8.GetString(Bytes(row));

    /// <summary>Returns the start of a list in <see cref="Elements"/> and its number of elements.</summary>
    internal (int Offset, int Length) List(int row)
    {
        var entry = Read<DuckDBListEntry>(row);
        return ((int)entry.Offset, (int)entry.Length);
    }

    internal DuckDbVector Elements() => new(NativeMethods.Vectors.DuckDBListVectorGetChild(_vector));

    internal DuckDbVector Field(int field) => new(NativeMethods.Vectors.DuckDBStructVectorGetChild(_vector, field));

    internal void Write<T>(int row, T value) where T : unmanaged => ((T*)_data)[row] = value;

    internal void WriteText(int row, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Span<byte> bytes = length <= 1024 ? stackalloc byte[1024] : new byte[length];
        WriteBytes(row, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    internal void WriteBytes(int row, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            // An empty span has no address, but the library needs one.
            byte none = 0;
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(_vector, (ulong)row, bytes is null ? &none : bytes, value.Length);
        }
    }

    /// <summary>Appends a list to an output vector. Rows must be written in order.</summary>
    internal void WriteTexts(int row, IReadOnlyList<string?> values)
    {
        var offset = (ulong)NativeMethods.Vectors.DuckDBListVectorGetSize(_vector);
        _ = NativeMethods.Vectors.DuckDBListVectorReserve(_vector, offset + (ulong)values.Count);
        _ = NativeMethods.Vectors.DuckDBListVectorSetSize(_vector, offset + (ulong)values.Count);
        // Reserving may move the elements, so their vector is looked up afterwards.
        var elements = Elements();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value) { elements.WriteText((int)offset + i, value); }
            else { elements.WriteNull((int)offset + i); }
        }
        Write(row, new DuckDBListEntry(offset, (ulong)values.Count));
    }

    /// <summary>Makes <paramref name="output"/> the same vector as this one, without a copy.</summary>
    internal void GiveTo(nint output) => Reference(output, _vector);

    /// <summary>Makes the first values NULL, in an output vector.</summary>
    internal void WriteNulls(int rows)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vector);
        new Span<ulong>(NativeMethods.Vectors.DuckDBVectorGetValidity(_vector), (rows + 63) / 64).Clear();
    }

    /// <summary>Takes back <see cref="WriteNulls"/> for one value.</summary>
    internal void WriteValid(int row) => NativeMethods.Vectors.DuckDBVectorGetValidity(_vector)[row >> 6] |= 1UL << (row & 63);

    /// <summary>Makes the value NULL, in an output vector.</summary>
    internal void WriteNull(int row)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vector);
        NativeMethods.Vectors.DuckDBVectorGetValidity(_vector)[row >> 6] &= ~(1UL << (row & 63));
    }

    [LibraryImport("duckdb", EntryPoint = "duckdb_vector_reference_vector")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void Reference(nint to, nint from);
}
