namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>CRC-32/ISO-HDLC, which page headers carry, as its definition says it: polynomial division, bit by bit.</summary>
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
