namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Hive's escaping of values in paths (apache/hive, FileUtils).</summary>
static class HivePartitionPath
{
    const string DefaultPartition = "__HIVE_DEFAULT_PARTITION__";

    internal static string? Value(string segment) => segment == DefaultPartition ? null : Unescape(segment);

    static string Unescape(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) { return text; }
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                result.Append((char)int.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }
        return result.ToString();
    }
}
