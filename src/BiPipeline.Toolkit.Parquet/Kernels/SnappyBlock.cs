using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>
/// Compresses a block in Snappy's format (google/snappy, format_description.txt): literals, and copies of bytes at most 64 KiB earlier. It
/// finds the matches of the reference without hash instructions, so every processor writes the same bytes.
/// </summary>
static class SnappyBlock
{
    /// <summary>Largest length of a block; a longer page becomes several blocks.</summary>
    internal const int MaxLength = 1 << 16;

    /// <summary>Number of entries in the table of positions for <see cref="Compress"/>.</summary>
    internal const int TableLength = 1 << 14;

    // Matches start before this distance from the end, so that the reads below stay inside.
    const int Margin = 15;
    const int MinTable = 1 << 8;
    const uint HashFactor = 0x1e35a7bd;

    /// <summary>Returns the largest compressed length of a block.</summary>
    internal static int MaxCompressedLength(int length) => 32 + length + (length / 6);

    /// <summary>Compresses a block and returns the number of bytes written.</summary>
    /// <param name="block">1 to <see cref="MaxLength"/> bytes.</param>
    /// <param name="target">Space for <see cref="MaxCompressedLength"/> bytes.</param>
    /// <param name="places">Space for <see cref="TableLength"/> positions; its content does not matter.</param>
    internal static int Compress(ReadOnlySpan<byte> block, Span<byte> target, Span<ushort> places)
    {
        if (block.Length <= Margin + 1) { return WriteLiteral(target, 0, block); }
        var size = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)block.Length), MinTable, TableLength);
        places = places[..size];
        places.Clear();
        var shift = 32 - BitOperations.Log2((uint)size);
        ref var source = ref MemoryMarshal.GetReference(block);
        ref var table = ref MemoryMarshal.GetReference(places);

        var limit = block.Length - Margin;
        var (written, emitted, at) = (0, 0, 1);
        var hash = Hash(Load32(ref source, at), shift);
        while (true)
        {
            // The steps grow while no match is found, so that data without matches is skipped quickly.
            var skip = 32;
            var next = at;
            int candidate;
            do
            {
                at = next;
                var step = skip >> 5;
                next = at + step;
                skip += step;
                if (next > limit) { return WriteRest(target, written, block[emitted..]); }
                ref var place = ref Unsafe.Add(ref table, hash);
                candidate = place;
                place = (ushort)at;
                hash = Hash(Load32(ref source, next), shift);
            }
            while (Load32(ref source, at) != Load32(ref source, candidate));

            written = WriteLiteral(target, written, block[emitted..at]);
            ulong around;
            do
            {
                var start = at;
                at += sizeof(uint) + CommonLength(block[(candidate + sizeof(uint))..], block[(at + sizeof(uint))..]);
                written = WriteCopy(target, written, start - candidate, at - start);
                emitted = at;
                if (at >= limit) { return WriteRest(target, written, block[emitted..]); }

                // Another match often follows immediately.
                around = Load64(ref source, at - 1);
                Unsafe.Add(ref table, Hash((uint)around, shift)) = (ushort)(at - 1);
                ref var place = ref Unsafe.Add(ref table, Hash((uint)(around >> 8), shift));
                candidate = place;
                place = (ushort)at;
            }
            while ((uint)(around >> 8) == Load32(ref source, candidate));
            hash = Hash((uint)(around >> 16), shift);
            at++;
        }
    }

    static int WriteRest(Span<byte> target, int written, ReadOnlySpan<byte> rest) =>
        rest.IsEmpty ? written : WriteLiteral(target, written, rest);

    static int WriteLiteral(Span<byte> target, int written, ReadOnlySpan<byte> literal)
    {
        var count = literal.Length - 1;
        if (count < 60) { target[written++] = (byte)(count << 2); }
        else if (count < 1 << 8)
        {
            target[written] = 60 << 2;
            target[written + 1] = (byte)count;
            written += 2;
        }
        else
        {
            target[written] = 61 << 2;
            BinaryPrimitives.WriteUInt16LittleEndian(target[(written + 1)..], (ushort)count);
            written += 3;
        }
        literal.CopyTo(target[written..]);
        return written + literal.Length;
    }

    static int WriteCopy(Span<byte> target, int written, int offset, int length)
    {
        // Copies of up to 64 bytes; the last one has at least four.
        while (length >= 68)
        {
            written = WriteLongCopy(target, written, offset, 64);
            length -= 64;
        }
        if (length > 64)
        {
            written = WriteLongCopy(target, written, offset, 60);
            length -= 60;
        }
        if (length >= 12 || offset >= 2048) { return WriteLongCopy(target, written, offset, length); }
        target[written + 1] = (byte)offset;
        target[written] = (byte)(((offset >> 8) << 5) | ((length - 4) << 2) | 1);
        return written + 2;
    }

    static int WriteLongCopy(Span<byte> target, int written, int offset, int length)
    {
        var copy = target[written..];
        copy[0] = (byte)(((length - 1) << 2) | 2);
        BinaryPrimitives.WriteUInt16LittleEndian(copy[1..], (ushort)offset);
        return written + 3;
    }

    // The second form is shorter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int CommonLength(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = 0;
        ref var left = ref MemoryMarshal.GetReference(first);
        ref var right = ref MemoryMarshal.GetReference(second);
        for (; length <= second.Length - sizeof(ulong); length += sizeof(ulong))
        {
            var difference = Load64(ref left, length) ^ Load64(ref right, length);
            if (difference != 0) { return length + (BitOperations.TrailingZeroCount(difference) / 8); }
        }
        while (length < second.Length && first[length] == second[length]) { length++; }
        return length;
    }

    static uint Hash(uint value, int shift) => (value * HashFactor) >> shift;

    // Little-endian on every machine, because the hash decides the bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Load32(ref byte source, int at)
    {
        var value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Load64(ref byte source, int at)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }
}
