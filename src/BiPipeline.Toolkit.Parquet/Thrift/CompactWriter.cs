using System.Text;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// Writes Thrift's compact protocol (thrift, doc/specs/thrift-compact-protocol.md) for Parquet's footers and page headers.
/// </summary>
sealed class CompactWriter(IBufferWriter<byte> output)
{
    // Deeper than any structure of parquet.thrift.
    readonly int[] _outer = new int[16];
    int _depth;
    int _last;

    internal void I32(int field, int value)
    {
        FieldHeader(field, CompactType.I32);
        Signed(value);
    }

    internal void I64(int field, long value)
    {
        FieldHeader(field, CompactType.I64);
        Signed(value);
    }

    internal void Bool(int field, bool value) => FieldHeader(field, value ? CompactType.True : CompactType.False);

    internal void Binary(int field, ReadOnlySpan<byte> value)
    {
        FieldHeader(field, CompactType.Binary);
        BinaryElement(value);
    }

    internal void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    internal void BeginStruct(int field)
    {
        FieldHeader(field, CompactType.Struct);
        BeginElement();
    }

    internal void EmptyStruct(int field)
    {
        BeginStruct(field);
        EndStruct();
    }

    /// <summary>Starts a structure that is not a field: the outermost one, or an element of a list.</summary>
    internal void BeginElement()
    {
        _outer[_depth++] = _last;
        _last = 0;
    }

    internal void EndStruct()
    {
        Byte(0);
        _last = _outer[--_depth];
    }

    internal void BeginList(int field, CompactType elements, int count)
    {
        FieldHeader(field, CompactType.List);
        if (count < 15)
        {
            Byte((byte)((count << 4) | (int)elements));
            return;
        }
        Byte((byte)(0xf0 | (int)elements));
        Unsigned((uint)count);
    }

    internal void I32Element(int value) => Signed(value);

    internal void I64Element(long value) => Signed(value);

    internal void BoolElement(bool value) => Byte((byte)(value ? CompactType.True : CompactType.False));

    internal void BinaryElement(ReadOnlySpan<byte> value)
    {
        Unsigned((uint)value.Length);
        output.Write(value);
    }

    internal void TextElement(string value) => BinaryElement(Encoding.UTF8.GetBytes(value));

    /// <summary>Appends bytes that were written before.</summary>
    internal void Raw(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    void FieldHeader(int field, CompactType type)
    {
        var delta = field - _last;
        _last = field;
        if (delta is > 0 and <= 15)
        {
            Byte((byte)((delta << 4) | (int)type));
            return;
        }
        Byte((byte)type);
        Signed(field);
    }

    void Unsigned(ulong value) => output.Advance(Varint.Write(output.GetSpan(Varint.MaxBytes), value));

    void Signed(long value) => output.Advance(Varint.WriteZigZag(output.GetSpan(Varint.MaxBytes), value));

    void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
