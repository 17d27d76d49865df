namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Calculates CRC-32/ISO-HDLC for page headers by its definition: polynomial division, bit by bit.</summary>
static class Crc32Definition
{
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) { crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320); }
        }
        return ~crc;
    }
}
