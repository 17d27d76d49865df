namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>The CRC-32 of gzip (polynomial 0x04C11DB7, reflected), which Parquet's page headers carry.</summary>
static class Crc32
{
    const int Slices = 8;

    static readonly uint[] Table = MakeTable();

    /// <summary>The checksum, eight bytes a step.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var table = Table.AsSpan();
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(7 * 256) + (int)(low & 0xff)] ^ table[(6 * 256) + (int)((low >> 8) & 0xff)]
                ^ table[(5 * 256) + (int)((low >> 16) & 0xff)] ^ table[(4 * 256) + (int)(low >> 24)]
                ^ table[(3 * 256) + (int)(high & 0xff)] ^ table[(2 * 256) + (int)((high >> 8) & 0xff)]
                ^ table[256 + (int)((high >> 16) & 0xff)] ^ table[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }
        foreach (var value in bytes) { crc = (crc >> 8) ^ table[(int)((crc ^ value) & 0xff)]; }
        return ~crc;
    }

    /// <summary>The definition: polynomial division, bit by bit.</summary>
    internal static uint Scalar(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) { crc = Shift(crc ^ value); }
        return ~crc;
    }

    static uint Shift(uint crc)
    {
        for (var bit = 0; bit < 8; bit++) { crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320); }
        return crc;
    }

    // Table n holds what a byte does to the checksum n bytes later.
    static uint[] MakeTable()
    {
        var table = new uint[Slices * 256];
        for (var value = 0; value < 256; value++) { table[value] = Shift((uint)value); }
        for (var place = 256; place < table.Length; place++)
        {
            var crc = table[place - 256];
            table[place] = (crc >> 8) ^ table[crc & 0xff];
        }
        return table;
    }
}
