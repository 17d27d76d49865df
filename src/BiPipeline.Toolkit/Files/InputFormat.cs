namespace BiPipeline.Toolkit;

/// <summary>Unsupported formats that are recognized by their first bytes. The error names the format.</summary>
static class InputFormat
{
    static readonly (byte[] Start, string What)[] Foreign =
    [
        ([0xE0, 0x01, 0x00, 0xEA], "is an Ion binary file; expected Ion text or DynamoDB JSON. Export again with the format DYNAMODB_JSON"),
        ([0x1F, 0x8B], "is gzip inside gzip; expected records after one decompression. Decompress it once"),
        ([0x28, 0xB5, 0x2F, 0xFD], "is a Zstandard file; expected gzip or no compression. Decompress it"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "is an xz file; expected gzip or no compression. Decompress it"),
        ([.. "BZh"u8], "is a bzip2 file; expected gzip or no compression. Decompress it"),
        ([.. "PK\x03\x04"u8], "is a zip file; expected gzip or no compression. Unpack it"),
        ([.. "PAR1"u8], "is a Parquet file; expected records as JSON"),
        ([.. "Obj\x01"u8], "is an Avro file; expected records as JSON"),
        ([.. "ORC"u8], "is an ORC file; expected records as JSON"),
        ([.. "SQLite format 3\0"u8], "is a SQLite database, such as DynamoDB Local's; expected records as JSON. Scan its tables"),
        ([0xFF, 0xFE], "is UTF-16 text; expected UTF-8. Convert it"),
        ([0xFE, 0xFF], "is UTF-16 text; expected UTF-8. Convert it"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "is a picture; expected records as JSON"),
        ([.. "%PDF"u8], "is a PDF file; expected records as JSON"),
        ([.. "<?xml"u8], "is an XML file; expected records as JSON"),
    ];

    /// <summary>Throws when an input begins like an unsupported format.</summary>
    /// <exception cref="InvalidDataException">The input has an unsupported format; the message names the format and the fix.</exception>
    internal static void ThrowIfForeign(string name, ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, what) in Foreign)
        {
            if (bytes.StartsWith(start)) { throw new InvalidDataException($"{name} {what}."); }
        }
        if (IsConsoleCsv(bytes))
        {
            throw new InvalidDataException(
                $"{name} is a CSV file, which has no attribute types; expected records as JSON. Export or scan the table.");
        }
    }

    // A download from the console: every name is in quotes.
    static bool IsConsoleCsv(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = (end < 0 ? bytes : bytes[..end]).TrimEnd((byte)'\r');
        return line is [(byte)'"', .., (byte)'"'] && line.IndexOf("\",\""u8) > 0 && line.IndexOfAny("{}[]:"u8) < 0;
    }
}
