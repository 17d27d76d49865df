using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Athena;

/// <summary>A view in Athena's catalog form: JSON in base64 in a comment.</summary>
/// <param name="Query">The query in the engine's formatting.</param>
/// <param name="Columns">Name and Trino type of each column.</param>
sealed record StoredView(string Query, IReadOnlyList<(string Name, string Type)> Columns)
{
    const string Prefix = "/* Presto View: ";
    const string Suffix = " */";

    /// <summary>Decodes a view's definition; null when it is not one of Athena's.</summary>
    internal static StoredView? Decode(GlueTableInput view)
    {
        if (view.ViewOriginalText is not { } text
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !text.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(text[Prefix.Length..^Suffix.Length]));
            return new(
                Text(json.RootElement, "originalSql"),
                [.. json.RootElement.GetProperty("columns").EnumerateArray().Select(Column)]);
        }
        catch (Exception exception) when (
            exception is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    static (string Name, string Type) Column(JsonElement json) => (Text(json, "name"), Text(json, "type"));

    static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Returns the SHA-256 of the stored text in lower-case hex.</summary>
    internal static string Hash(GlueTableInput view) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(view.ViewOriginalText ?? "")));

    /// <summary>Whether the two column lists of a stored view differ in name or order; Athena calls such a view stale.</summary>
    internal static bool ColumnsDisagree(GlueTableInput view) =>
        Decode(view) is { } stored
        && !stored.Columns.Select(column => column.Name)
            .SequenceEqual(view.Storage.Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase);

    public bool Equals(StoredView? other) => other is not null && Query == other.Query && Columns.SequenceEqual(other.Columns);

    public override int GetHashCode() => HashCode.Combine(Query, Columns.Count);
}
