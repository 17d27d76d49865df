namespace BiPipeline.Toolkit.Maintenance;

/// <summary>One line of <c>manifest-files.json</c>.</summary>
/// <param name="Key">The data file's key.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Md5">The MD5 of the stored bytes, in Base64.</param>
sealed record ManifestLine(string Key, long Items, string Md5)
{
    const int Md5Bytes = 16;

    /// <summary>Parses the lines of a file.</summary>
    /// <exception cref="MaintenanceRefusedException">A line is not one of an export, or two lines name one file.</exception>
    internal static IReadOnlyList<ManifestLine> ParseAll(byte[] json, string location)
    {
        List<ManifestLine> lines = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        var number = 0;
        foreach (var text in Encoding.UTF8.GetString(json).Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text)) { continue; }
            var line = Parse(text)
                ?? throw Refused($"Line {number} does not name a data file; expected itemCount, md5Checksum and dataFileS3Key.");
            if (!keys.Add(line.Key)) { throw Refused($"Line {number} names '{line.Key}' a second time; expected each data file once."); }
            lines.Add(line);
        }
        return lines;

        MaintenanceRefusedException Refused(FormattableString problem) =>
            new(location, [$"{problem.ToString(CultureInfo.InvariantCulture)} Copy the export again, complete."]);
    }

    static ManifestLine? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var line = new ManifestLine(
                root.GetProperty("dataFileS3Key").GetString()!,
                root.GetProperty("itemCount").GetInt64(),
                root.GetProperty("md5Checksum").GetString()!);
            return line.Key is { Length: > 0 } && line.Items >= 0 && Convert.FromBase64String(line.Md5).Length == Md5Bytes ? line : null;
        }
        catch (Exception exception) when (exception
            is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }
}
