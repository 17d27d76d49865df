using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>
/// The RLE/bit-packing hybrid (parquet-format, Encodings.md): runs of one value, and groups of eight packed values between them.
/// </summary>
static class RunLength
{
    // A run replaces packed values only where it saves more than two headers: its own and that of the next packed group.
    const int MinRunBits = 32;

    /// <summary>Appends values of a width of 1 to 32 bits.</summary>
    internal static void Write<T>(ReadOnlySpan<T> values, int width, IBufferWriter<byte> output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var min = MinRun(width);
        var start = 0;
        while (start < values.Length)
        {
            var run = values[start..].IndexOfAnyExcept(values[start]);
            if (run < 0) { run = values.Length - start; }
            if (run >= min || start + run == values.Length)
            {
                WriteRun(uint.CreateTruncating(values[start]), run, width, output);
                start += run;
                continue;
            }

            var end = EndOfPacked(values, start, min);
            WritePacked(values[start..end], width, output);
            start = end;
        }
    }

    internal static int MinRun(int width) => Math.Max(8, (((MinRunBits + width - 1) / width) + 7) & ~7);

    // Packed groups end at a multiple of eight values, at the start of a run, or at the end.
    static int EndOfPacked<T>(ReadOnlySpan<T> values, int start, int min)
        where T : unmanaged, IBinaryInteger<T>
    {
        var end = start + 8;
        while (end < values.Length)
        {
            var rest = values[end..];
            if (rest.Length >= min && IsGroupOfOne(rest) && !rest[..min].ContainsAnyExcept(rest[0])) { return end; }
            end += 8;
        }
        return values.Length;
    }

    // Whether the next eight values may be equal; a cheap check that excludes most cases.
    static bool IsGroupOfOne<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (typeof(T) != typeof(byte)) { return values[0] == values[7]; }
        var group = BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.Cast<T, byte>(values));
        return BitOperations.RotateLeft(group, 8) == group;
    }

    static void WriteRun(uint value, int count, int width, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(Varint.MaxBytes + sizeof(uint));
        var length = Varint.Write(target, (ulong)count << 1);
        for (var bits = width; bits > 0; bits -= 8, value >>= 8) { target[length++] = (byte)value; }
        output.Advance(length);
    }

    static void WritePacked<T>(ReadOnlySpan<T> values, int width, IBufferWriter<byte> output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var groups = (values.Length + 7) / 8;
        var size = groups * width;
        var target = output.GetSpan(Varint.MaxBytes + size + sizeof(ulong));
        var length = Varint.Write(target, ((ulong)groups << 1) | 1);

        // Zeros fill the last group.
        target.Slice(length + BitPacking.Size(values.Length, width), size - BitPacking.Size(values.Length, width)).Clear();
        if (typeof(T) == typeof(byte)) { BitPacking.Pack(MemoryMarshal.Cast<T, byte>(values), width, target[length..]); }
        else { BitPacking.Pack(MemoryMarshal.Cast<T, int>(values), width, target[length..]); }
        output.Advance(length + size);
    }
}
