namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>Hashes values for the dictionary. Unseeded on purpose: the same values must give the same file.</summary>
static class BytesHash
{
    const ulong First = 0x9e3779b97f4a7c15;
    const ulong Second = 0xe7037ed1a0b428db;

    /// <summary>Hashes bytes, sixteen a step.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = First ^ (ulong)bytes.Length;
        while (bytes.Length > 16)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Second ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            bytes = bytes[16..];
        }
        return bytes.Length switch
        {
            >= 8 => Fold(Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Second ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]))),
            >= 4 => Fold(Mix(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes), Second ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]))),
            > 0 => Fold(Mix(hash ^ bytes[0], Second ^ ((ulong)bytes[bytes.Length / 2] << 8) ^ bytes[^1])),
            _ => Fold(Mix(hash, Second)),
        };
    }

    /// <summary>Hashes a number.</summary>
    internal static uint Of(ulong value) => Fold(Mix(value ^ First, Second));

    static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    static uint Fold(ulong hash) => (uint)(hash ^ (hash >> 32));
}
