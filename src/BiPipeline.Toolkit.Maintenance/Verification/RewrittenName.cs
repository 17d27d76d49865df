using System.IO.Compression;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Compares the name of an object of lines with the one that a rewrite gives it.</summary>
static class RewrittenName
{
    const int FirstBytes = 64 * 1024;

    /// <summary>Returns whether the name has the number and the hash of the lines.</summary>
    /// <param name="item">The object.</param>
    /// <param name="copy">Its bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are not gzip.</exception>
    internal static bool IsOf(VerifiedObject item, StoredCopy copy)
    {
        using var stored = copy.OpenRead();
        using var plain = new GZipStream(stored, CompressionMode.Decompress);
        using var hash = new LinesHash();
        var buffer = new byte[FirstBytes];
        var filled = 0;
        while (plain.Read(buffer, filled, buffer.Length - filled) is > 0 and var read)
        {
            filled += read;
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                hash.Add(buffer.AsSpan(start, length));
                start += length + 1;
            }
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length) { Array.Resize(ref buffer, checked(buffer.Length * 2)); }
        }
        return filled == 0 && hash.Lines == item.Name.Rows && hash.Finish() == item.Name.Hash;
    }
}
