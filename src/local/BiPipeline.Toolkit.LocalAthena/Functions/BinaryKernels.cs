using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Functions of varbinary.</summary>
static class BinaryKernels
{
    const string Base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    internal static byte[] Substr(ReadOnlySpan<byte> bytes, long start, long length)
    {
        if (start == 0 || length <= 0) { return []; }
        var from = start > 0 ? start - 1 : bytes.Length + start;
        return from < 0 || from >= bytes.Length ? [] : bytes.Slice((int)from, (int)Math.Min(length, bytes.Length - from)).ToArray();
    }

    internal static byte[] Pad(ReadOnlySpan<byte> bytes, long size, ReadOnlySpan<byte> padding, bool left, long most)
    {
        if (size is < 0 or > int.MaxValue) { throw Invalid("Target length must be in the range [0..2147483647]"); }
        if (padding.IsEmpty) { throw Invalid("Padding bytes must not be empty"); }
        if (size > most) { throw TextKernels.TooLong(); }
        if (bytes.Length >= size) { return bytes[..(int)size].ToArray(); }
        var padded = new byte[size];
        var missing = padded.Length - bytes.Length;
        bytes.CopyTo(padded.AsSpan(left ? missing : 0));
        var gap = left ? padded.AsSpan(0, missing) : padded.AsSpan(bytes.Length);
        for (var i = 0; i < gap.Length; i++) { gap[i] = padding[i % padding.Length]; }
        return padded;
    }

    internal static byte[] Reverse(ReadOnlySpan<byte> bytes)
    {
        var reversed = bytes.ToArray();
        Array.Reverse(reversed);
        return reversed;
    }

    internal static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var i = 0; i < bytes.Length; i += 5)
        {
            var part = bytes.Slice(i, Math.Min(5, bytes.Length - i));
            ulong bits = 0;
            for (var j = 0; j < 5; j++) { bits = (bits << 8) | (j < part.Length ? part[j] : 0u); }
            var digits = ((part.Length * 8) + 4) / 5;
            for (var j = 0; j < 8; j++) { text.Append(j < digits ? Base32Digits[(int)(bits >> (35 - (5 * j))) & 31] : '='); }
        }
        return text.ToString();
    }

    internal static byte[] FromBase32(string text)
    {
        var (bits, count) = (0u, 0);
        List<byte> bytes = [];
        foreach (var character in text.TrimEnd('='))
        {
            var digit = Base32Digits.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0) { throw Invalid($"Unrecognized character: {character}"); }
            bits = (bits << 5) | (uint)digit;
            count += 5;
            if (count < 8) { continue; }
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }
        return [.. bytes];
    }

    [SuppressMessage("Security", "CA5350", Justification = "SQL has these functions; they guard nothing here.")]
    [SuppressMessage("Security", "CA5351", Justification = "SQL has these functions; they guard nothing here.")]
    internal static byte[] Hmac(string algorithm, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty) { throw Invalid("Empty key is not allowed"); }
        return algorithm switch
        {
            "md5" => HMACMD5.HashData(key, bytes),
            "sha1" => HMACSHA1.HashData(key, bytes),
            "sha256" => HMACSHA256.HashData(key, bytes),
            _ => HMACSHA512.HashData(key, bytes),
        };
    }

    /// <summary>A number's bytes, the highest first.</summary>
    internal static byte[] BigEndian(long value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[^size..];
    }

    internal static long FromBigEndian(ReadOnlySpan<byte> bytes, int size, string function)
    {
        if (bytes.Length != size)
        {
            throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"expected {size}-byte input, but got instead: {bytes.Length} in {function}"));
        }
        return size == 8 ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    /// <summary>xxHash64 with seed 0, the highest byte first.</summary>
    internal static byte[] XxHash64(ReadOnlySpan<byte> bytes)
    {
        const ulong First = 0x9E3779B185EBCA87, Second = 0xC2B2AE3D27D4EB4F, Third = 0x165667B19E3779F9;
        const ulong Fourth = 0x85EBCA77C2B2AE63, Fifth = 0x27D4EB2F165667C5;
        var rest = bytes;
        var hash = Fifth;
        if (bytes.Length >= 32)
        {
            var (a, b, c, d) = (unchecked(First + Second), Second, 0UL, unchecked(0 - First));
            for (; rest.Length >= 32; rest = rest[32..])
            {
                (a, b) = (Round(a, Word(rest)), Round(b, Word(rest[8..])));
                (c, d) = (Round(c, Word(rest[16..])), Round(d, Word(rest[24..])));
            }
            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12)
                + BitOperations.RotateLeft(d, 18);
            foreach (var one in (ReadOnlySpan<ulong>)[a, b, c, d]) { hash = ((hash ^ Round(0, one)) * First) + Fourth; }
        }
        hash += (ulong)bytes.Length;
        for (; rest.Length >= 8; rest = rest[8..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, Word(rest)), 27) * First) + Fourth;
        }
        if (rest.Length >= 4)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            hash = (BitOperations.RotateLeft(hash ^ (word * First), 23) * Second) + Third;
            rest = rest[4..];
        }
        foreach (var one in rest) { hash = BitOperations.RotateLeft(hash ^ (one * Fifth), 11) * First; }
        hash = (hash ^ (hash >> 33)) * Second;
        hash = (hash ^ (hash >> 29)) * Third;
        return BigEndian((long)(hash ^ (hash >> 32)), 8);

        static ulong Round(ulong sum, ulong input) => BitOperations.RotateLeft(sum + (input * Second), 31) * First;

        static ulong Word(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadUInt64LittleEndian(from);
    }

    /// <summary>MurmurHash3 of 128 bits for 64-bit machines with seed 0, the lower half first, each the lowest byte first.</summary>
    internal static byte[] Murmur3(ReadOnlySpan<byte> bytes)
    {
        const ulong First = 0x87C37B91114253D5, Second = 0x4CF5AD432745937F;
        var (a, b) = (0UL, 0UL);
        var rest = bytes;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            a ^= Low(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            a = ((BitOperations.RotateLeft(a, 27) + b) * 5) + 0x52DCE729;
            b ^= High(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            b = ((BitOperations.RotateLeft(b, 31) + a) * 5) + 0x38495AB5;
        }
        Span<byte> tail = stackalloc byte[16];
        tail.Clear();
        rest.CopyTo(tail);
        b ^= High(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..])) ^ (ulong)bytes.Length;
        a ^= Low(BinaryPrimitives.ReadUInt64LittleEndian(tail)) ^ (ulong)bytes.Length;
        a += b;
        b += a;
        (a, b) = (Mixed(a), Mixed(b));
        a += b;
        b += a;
        var hash = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, a);
        BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(8), b);
        return hash;

        static ulong Low(ulong word) => BitOperations.RotateLeft(word * First, 31) * Second;

        static ulong High(ulong word) => BitOperations.RotateLeft(word * Second, 33) * First;

        static ulong Mixed(ulong word)
        {
            word = (word ^ (word >> 33)) * 0xFF51AFD7ED558CCD;
            word = (word ^ (word >> 33)) * 0xC4CEB9FE1A85EC53;
            return word ^ (word >> 33);
        }
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
