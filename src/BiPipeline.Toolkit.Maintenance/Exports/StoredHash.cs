using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The MD5 of a data file's stored bytes, which manifests name.</summary>
static class StoredHash
{
    const int BufferBytes = 1024 * 1024;

    /// <summary>Returns the MD5 in Base64.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "DynamoDB writes MD5 checksums.")]
    internal static async Task<string> Md5Async(FileInput input, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var stream = input.OpenStored();
            await using var _ = stream.ConfigureAwait(false);
            for (int length; (length = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                hash.AppendData(buffer, 0, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>Returns the MD5 of bytes in Base64.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "DynamoDB writes MD5 checksums.")]
    internal static string Md5(byte[] bytes) => Convert.ToBase64String(MD5.HashData(bytes));
}
