using System.Buffers.Binary;
using System.IO.Hashing;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Computes the XxHash128 of a row over the values of its columns: rows with equal values have equal digests, in any batch and file. One
/// thread at a time.
/// </summary>
/// <remarks>
/// <para>The hashed bytes are one value per column, in the columns' order. Numbers are little-endian.</para>
/// <list type="bullet">
/// <item>NULL: <c>0</c>. Any other value: <c>1</c>, then its content.</item>
/// <item>boolean: one byte. int, date: 4 bytes. bigint, timestamp, decimal up to 18 digits: 8 bytes. Longer decimal: 16 bytes.</item>
/// <item>double: the 8 bytes of its bits. So 0.0 and -0.0 differ, and so do two NaN with different bits.</item>
/// <item>string, binary: the length in 4 bytes, then the bytes.</item>
/// <item>array: the number of elements in 4 bytes, then the elements. map: the number of entries, then each key and value, in the order of
/// the file. struct: its fields.</item>
/// </list>
/// <para>Names and types are not part of it: compare digests of rows with the same columns only.</para>
/// </remarks>
sealed class RowDigest
{
    readonly ReusableBuffer _bytes = new();

    /// <summary>Returns the digest of a row over all columns of its batch.</summary>
    internal UInt128 Of(ColumnBatch batch, int row)
    {
        _bytes.Clear();
        var columns = batch.Columns;
        for (var i = 0; i < columns.Count; i++) { Add(columns[i], row); }
        return XxHash128.HashToUInt128(_bytes.Written);
    }

    /// <summary>Returns the digest of a row over some columns, in their order.</summary>
    internal UInt128 Of(ReadOnlySpan<Column> columns, int row)
    {
        _bytes.Clear();
        foreach (var column in columns) { Add(column, row); }
        return XxHash128.HashToUInt128(_bytes.Written);
    }

    void Add(Column column, int index)
    {
        if (column.Validity[index] == 0)
        {
            _bytes.Add(0);
            return;
        }
        _bytes.Add(1);
        switch (column)
        {
            case BytesColumn bytes:
                Add(bytes[index]);
                break;
            case FixedColumn<bool> flags:
                _bytes.Add(flags.Values[index] ? (byte)1 : (byte)0);
                break;
            case FixedColumn<int> numbers:
                BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), numbers.Values[index]);
                break;
            case FixedColumn<long> numbers:
                BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), numbers.Values[index]);
                break;
            case FixedColumn<double> numbers:
                BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), numbers.Values[index]);
                break;
            case FixedColumn<Int128> numbers:
                BinaryPrimitives.WriteInt128LittleEndian(Take(2 * sizeof(long)), numbers.Values[index]);
                break;
            case ListColumn list:
                AddItems(list.Offsets, index, list.Element);
                break;
            case MapColumn map:
                AddItems(map.Offsets, index, map.Keys, map.Values);
                break;
            case StructColumn fields:
                foreach (var field in fields.Fields) { Add(field, index); }
                break;
            default:
                throw new NotSupportedException($"Type {column.Type} has no digest.");
        }
    }

    void Add(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value.Length);
        _bytes.Add(value);
    }

    void AddItems(ReadOnlySpan<int> offsets, int index, params ReadOnlySpan<Column> columns)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), offsets[index + 1] - offsets[index]);
        for (var i = offsets[index]; i < offsets[index + 1]; i++)
        {
            foreach (var column in columns) { Add(column, i); }
        }
    }

    Span<byte> Take(int length)
    {
        var span = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return span;
    }
}
