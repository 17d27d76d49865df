using System.Text.Json;

namespace BiPipeline.Toolkit;

/// <summary>
/// An export of DynamoDB to S3: a folder with <c>manifest-files.json</c>, a JSON object per line that names a data file by its key
/// (DynamoDB developer guide, "DynamoDB table export output format"). Full exports have their data below that folder, incremental ones
/// beside it.
/// </summary>
static class ExportManifest
{
    const string FilesName = "manifest-files.json";
    const string DataFolder = "data/";

    static readonly string[] Names = [FilesName, "manifest-files.md5", ExportSummary.Name, "manifest-summary.md5"];

    /// <summary>Whether a path is that of a manifest, which has no records.</summary>
    internal static bool IsOne(string path) => Names.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal);

    /// <summary>Returns the folder, with a slash at its end, of a <c>manifest-files.json</c>; null for another path.</summary>
    internal static string? FolderOf(string path) =>
        path == FilesName || path.EndsWith("/" + FilesName, StringComparison.Ordinal) ? path[..^FilesName.Length] : null;

    /// <summary>Whether a path is part of the export of a folder, listed in its manifest or not.</summary>
    internal static bool Owns(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal) || path.StartsWith(Parent(folder) + DataFolder, StringComparison.Ordinal);

    /// <summary>The data files that an export's manifest names, in its order.</summary>
    /// <exception cref="InvalidDataException">The manifest is not one.</exception>
    /// <exception cref="FileNotFoundException">A file that it names is missing.</exception>
    internal static async Task<IReadOnlyList<InputFile>> ReadAsync(IInputPlace place, string folder, CancellationToken cancellationToken)
    {
        var manifest = await place.FindAsync(folder + FilesName, cancellationToken).ConfigureAwait(false)
            ?? throw new FileNotFoundException($"Export '{folder}' has no {FilesName}.");
        var summary = await ExportSummary.ReadAsync(place, folder, cancellationToken).ConfigureAwait(false);
        List<InputFile> files = [];
        using var lines = new StreamReader(place.Open(manifest).OpenPlain());
        while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0) { continue; }
            var file = await FindAsync(place, folder, KeyOf(line, folder), cancellationToken).ConfigureAwait(false);
            files.Add(file with { Export = summary });
        }
        return files;
    }

    static string KeyOf(string line, string folder)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("dataFileS3Key", out var key) && key.GetString() is { Length: > 0 } text) { return text; }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The exception below says so.
        }
        throw new InvalidDataException($"{folder}{FilesName} is not the manifest of an export; expected a dataFileS3Key in each line.");
    }

    // An export may have been copied: the key as it is, then its file below the manifest's folder or beside it.
    static async Task<InputFile> FindAsync(IInputPlace place, string folder, string key, CancellationToken cancellationToken)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        foreach (var path in (string[])[key, folder + DataFolder + name, Parent(folder) + DataFolder + name])
        {
            if (await place.FindAsync(path, cancellationToken).ConfigureAwait(false) is { } file) { return file; }
        }
        throw new FileNotFoundException($"Export '{folder}' lacks '{key}', which its {FilesName} names. Copy the export again, whole.");
    }

    /// <summary>Returns the folder that a manifest is in; <c>.</c> without one.</summary>
    internal static string ParentOf(string path) =>
        path.LastIndexOfAny(['/', '\\']) is var end and >= 0 ? path[..Math.Max(1, end)] : ".";

    static string Parent(string folder) => folder[..(folder.TrimEnd('/').LastIndexOf('/') + 1)];
}
