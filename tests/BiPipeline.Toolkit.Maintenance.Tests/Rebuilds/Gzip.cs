using System.IO.Compression;
using System.Text;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>Objects of lines.</summary>
static class Gzip
{
    internal static string Text(ReadOnlyMemory<byte> bytes)
    {
        using var plain = new StreamReader(new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress));
        return plain.ReadToEnd();
    }

    internal static byte[] Bytes(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) { gzip.Write(Encoding.UTF8.GetBytes(text)); }
        return bytes.ToArray();
    }
}
