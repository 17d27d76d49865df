using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads the manifests of an export and finds its data files.</summary>
sealed class ExportReader(ExportPlaces places)
{
    const string FilesName = "manifest-files.json";
    const string DataFolder = "data/";
    const int ParallelRequests = 16;
    const string CopyAgain = ExportChecks.CopyAgain;

    /// <summary>Reads an export; null when the location is not one.</summary>
    /// <param name="location">
    /// A folder or prefix with one export at any depth, or one of its two manifests.
    /// </param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="MaintenanceRefusedException">The location has several exports, or one that is not complete.</exception>
    /// <exception cref="FileNotFoundException">The location does not exist.</exception>
    internal async Task<TableExport?> TryReadAsync(string location, CancellationToken cancellationToken)
    {
        var (place, path, root) = places.Open(location);
        if (await FindSummaryAsync(place, location, path, cancellationToken).ConfigureAwait(false) is not { } found) { return null; }
        var folder = found.Path[..^ExportSummary.Name.Length];
        var where = root + folder;
        var summaryBytes = await ReadAsync(place, found, cancellationToken).ConfigureAwait(false);
        var summary = ExportSummary.Parse(summaryBytes, root + found.Path);
        var lines = await place.FindAsync(folder + FilesName, cancellationToken).ConfigureAwait(false)
            ?? throw new MaintenanceRefusedException(where, [$"{FilesName} does not exist; expected one. {CopyAgain}"]);
        var filesBytes = await ReadAsync(place, lines, cancellationToken).ConfigureAwait(false);
        await CheckAsync(place, folder, where, ExportSummary.Name, summaryBytes, cancellationToken).ConfigureAwait(false);
        await CheckAsync(place, folder, where, FilesName, filesBytes, cancellationToken).ConfigureAwait(false);

        var entries = ManifestLine.ParseAll(filesBytes, root + lines.Path);
        var files = await FindAsync(place, root, folder, summary, entries, cancellationToken).ConfigureAwait(false);
        return new(where, IdOf(summary, filesBytes), (summary.IsIncremental ? summary.To : summary.ExportTime) ?? default, files)
        {
            From = summary.IsIncremental ? summary.From : null,
            Summary = summary,
            ManifestHash = Convert.ToHexStringLower(SHA256.HashData(filesBytes)),
        };
    }

    static async Task<InputFile?> FindSummaryAsync(IInputPlace place, string location, string path, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[ExportSummary.Name, FilesName])
        {
            if (path != name && !path.EndsWith("/" + name, StringComparison.Ordinal)) { continue; }
            return await place.FindAsync(path[..^name.Length] + ExportSummary.Name, cancellationToken).ConfigureAwait(false)
                ?? throw Unfinished(location);
        }
        if (await place.FindAsync(path, cancellationToken).ConfigureAwait(false) is not null) { return null; }
        var folder = path.Length == 0 || path.EndsWith('/') ? path : path + "/";
        if (await place.FindAsync(folder + ExportSummary.Name, cancellationToken).ConfigureAwait(false) is { } here) { return here; }
        var below = await place.ListAsync(folder, cancellationToken).ConfigureAwait(false);
        InputFile[] found = [.. below.Where(file => file.Path.EndsWith("/" + ExportSummary.Name, StringComparison.Ordinal))];
        if (found.Length > 1)
        {
            var names = found.Select(file => file.Path[folder.Length..^(ExportSummary.Name.Length + 1)]).Order(StringComparer.Ordinal);
            throw new MaintenanceRefusedException(
                location, [$"There are {found.Length} exports; expected one. Name one of: {string.Join(", ", names)}."]);
        }
        if (found.Length == 0 && below.Any(file => ExportManifest.IsOne(file.Path) || IsBegun(file.Path)))
        {
            throw Unfinished(location);
        }
        // A pattern is for the files of a scan.
        return below.Count > 0 || GlobPattern.IsPattern(path)
            ? found.SingleOrDefault()
            : throw new FileNotFoundException($"Export '{location}' does not exist.");
    }

    static bool IsBegun(string path) => path.EndsWith("/_started", StringComparison.Ordinal);

    static MaintenanceRefusedException Unfinished(string location) => new(
        location,
        [$"The export has no {ExportSummary.Name}, which DynamoDB writes last; expected one. Wait until the export ends. {CopyAgain}"]);

    static async Task<byte[]> ReadAsync(IInputPlace place, InputFile file, CancellationToken cancellationToken)
    {
        var stream = place.Open(file).OpenStored();
        await using var _ = stream.ConfigureAwait(false);
        return await WholeObject.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    // The documentation names the checksum file in two ways. A file with other content is not a checksum.
    [SuppressMessage("Security", "CA5351", Justification = "DynamoDB writes MD5 checksums.")]
    static async Task CheckAsync(
        IInputPlace place, string folder, string where, string name, byte[] content, CancellationToken cancellationToken)
    {
        foreach (var extension in (string[])["md5", "checksum"])
        {
            var path = $"{folder}{Path.GetFileNameWithoutExtension(name)}.{extension}";
            if (await place.FindAsync(path, cancellationToken).ConfigureAwait(false) is not { } file) { continue; }
            var text = Encoding.UTF8.GetString(await ReadAsync(place, file, cancellationToken).ConfigureAwait(false)).Trim();
            var hash = MD5.HashData(content);
            if (IsChecksum(text) && text != Convert.ToBase64String(hash) && !IsHex(text, hash))
            {
                throw new MaintenanceRefusedException(
                    where, [$"{name} does not have the checksum in {Path.GetFileName(path)}; expected equal ones. {CopyAgain}"]);
            }
        }
    }

    static bool IsHex(string text, byte[] hash) => text.Equals(Convert.ToHexString(hash), StringComparison.OrdinalIgnoreCase);

    static bool IsChecksum(string text) =>
        (text.Length == 32 && text.All(char.IsAsciiHexDigit)) || (text.Length == 24 && text.EndsWith("==", StringComparison.Ordinal));

    static async Task<IReadOnlyList<DataFile>> FindAsync(
        IInputPlace place,
        string root,
        string folder,
        ExportSummary summary,
        IReadOnlyList<ManifestLine> lines,
        CancellationToken cancellationToken)
    {
        // One listing instead of a request per file. The data of incremental exports is in a folder of all exports, which may be large.
        var listed = summary.IsIncremental ? [] : await place.ListAsync(folder + DataFolder, cancellationToken).ConfigureAwait(false);
        var known = listed.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var files = new DataFile?[lines.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelRequests, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, lines.Count, parallel, async (i, token) =>
        {
            var line = lines[i];
            foreach (var path in Candidates(line.Key, folder, summary.Prefix))
            {
                var file = known.GetValueOrDefault(path) ?? await place.FindAsync(path, token).ConfigureAwait(false);
                if (file is null) { continue; }
                files[i] = new(root + file.Path, line.Key, file.Length, line.Items, line.Md5);
                return;
            }
        }).ConfigureAwait(false);
        string[] missing = [.. lines.Where((_, i) => files[i] is null).Select(line => line.Key)];
        return missing.Length == 0
            ? [.. files.OfType<DataFile>()]
            : throw new MaintenanceRefusedException(root + folder, [string.Create(
                CultureInfo.InvariantCulture,
                $"{missing.Length} of {lines.Count} data files do not exist, such as '{missing[0]}'; expected all of them. {CopyAgain}")]);
    }

    // As it is, with the prefix, which the documented samples leave out, and where a copy of the folder has it.
    static IEnumerable<string> Candidates(string key, string folder, string? prefix)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        var parent = folder[..(folder.TrimEnd('/').LastIndexOf('/') + 1)];
        yield return key;
        if (!string.IsNullOrEmpty(prefix)) { yield return $"{prefix.Trim('/')}/{key}"; }
        yield return $"{folder}{DataFolder}{name}";
        yield return $"{parent}{DataFolder}{name}";
    }

    // The last part of the ARN is unique among exports. Hand-made manifests without an ARN are known by their content.
    static string IdOf(ExportSummary summary, byte[] files)
    {
        var id = summary.ExportArn is { } arn ? arn[(arn.LastIndexOf('/') + 1)..] : "";
        return id.Length is > 0 and <= 100 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? id
            : "manifest-" + Convert.ToHexStringLower(SHA256.HashData(files))[..LakeLayout.HashDigits];
    }
}
