using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The hash in the name of a rewritten object of lines: of the XxHash128 of each line's bytes, in their order. No object that flattening
/// writes has such a name.
/// </summary>
sealed class LinesHash : IDisposable
{
    const int DigestBytes = 16;

    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal LinesHash() => _hash.AppendData("rewrite\njson.gz\n"u8);

    /// <summary>Number of lines.</summary>
    internal long Lines { get; private set; }

    /// <summary>Adds a line.</summary>
    /// <param name="line">Its bytes, without a line break.</param>
    internal void Add(ReadOnlySpan<byte> line) => Add(XxHash128.HashToUInt128(line));

    /// <summary>Adds a line by the XxHash128 of its bytes.</summary>
    internal void Add(UInt128 digest)
    {
        Span<byte> bytes = stackalloc byte[DigestBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, digest);
        _hash.AppendData(bytes);
        Lines++;
    }

    /// <summary>Returns the hash as in a name. Nothing can be added after it.</summary>
    internal string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset())[..LakeLayout.HashDigits];

    public void Dispose() => _hash.Dispose();
}
