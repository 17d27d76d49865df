using System.Buffers.Binary;
using System.Text;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Values in the form of Parquet's statistics, and their order, type by type.</summary>
static class StoredValue
{
    internal static byte[] Bytes(DataType type, object value)
    {
        var bytes = new byte[16];
        switch (type, value)
        {
            case (DataType.StringType, string text):
                return Encoding.UTF8.GetBytes(text);
            case (DataType.BinaryType, byte[] binary):
                return binary;
            case (DataType.BooleanType, bool flag):
                return [flag ? (byte)1 : (byte)0];
            case (_, int number):
                BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
                return bytes[..4];
            case (_, long number):
                BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                return bytes[..8];
            case (_, double number):
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
                return bytes[..8];
            case (DataType.DecimalType { Precision: <= 9 }, Int128 number):
                BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)number);
                return bytes[..4];
            case (DataType.DecimalType { Precision: <= 18 }, Int128 number):
                BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)number);
                return bytes[..8];
            case (DataType.DecimalType { Precision: var precision }, Int128 number):
                BinaryPrimitives.WriteInt128BigEndian(bytes, number);
                return bytes[^LengthOf(precision)..];
            default:
                throw new NotSupportedException($"{type} {value.GetType()}");
        }
    }

    internal static int Compare(DataType type, object left, object right) => type switch
    {
        DataType.StringType or DataType.BinaryType => Bytes(type, left).AsSpan().SequenceCompareTo(Bytes(type, right)),
        _ => ((IComparable)left).CompareTo(right),
    };

    // The fewest bytes whose two's complement holds 10^precision - 1.
    static int LengthOf(int precision) => (int)Math.Ceiling(((precision * Math.Log2(10)) + 1) / 8);
}
