using BiPipeline.Toolkit.Maintenance.Kernels;
using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads strings and binary values.</summary>
sealed class BytesLeaf(DataType type, FieldPlace place, int index) : LeafField<ByteArray>(type, place, index)
{
    private protected override void Append(Column column, ReadOnlySpan<byte> validity, ReadOnlySpan<ByteArray> stored)
    {
        var bytes = (BytesColumn)column;
        var next = 0;
        foreach (var present in validity)
        {
            if (present == 0) { bytes.AppendNull(); }
            else
            {
                var value = stored[next++];
                bytes.Append(NativeBytes.At(value.Pointer, value.Length));
            }
        }
    }
}
