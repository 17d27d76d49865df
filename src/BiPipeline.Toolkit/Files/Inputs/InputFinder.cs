using Amazon.S3;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// Turns the words of a call into inputs. Words keep their order; what one of them stands for is sorted by the UTF-8 bytes of its paths,
/// as S3 lists, so that neither a listing's order nor where the files are changes what is written.
/// </summary>
sealed class InputFinder(AwsClientOptions client)
{
    const string S3Scheme = "s3://";

    readonly LocalFiles _local = new();
    IAmazonS3? _s3;

    internal async Task<IReadOnlyList<FileInput>> FindAsync(IEnumerable<string> words, CancellationToken cancellationToken)
    {
        List<FileInput> inputs = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var word in words)
        {
            foreach (var input in await FindAsync(word, cancellationToken).ConfigureAwait(false))
            {
                // Two words may stand for one file.
                if (names.Add(input.Name)) { inputs.Add(input); }
            }
        }
        return inputs;
    }

    Task<IReadOnlyList<FileInput>> FindAsync(string word, CancellationToken cancellationToken)
    {
        if (!word.StartsWith(S3Scheme, StringComparison.Ordinal))
        {
            return Path.Exists(word) || LakeLayout.RootProblem(word) is null
                ? FindAsync(_local, word, word.Replace('\\', '/'), cancellationToken)
                : throw new ArgumentException(
                    $"Input '{word}' is not a place of inputs; expected a file, a folder, a pattern or s3://bucket/key.",
                    nameof(word));
        }
        if (LakeLayout.RootProblem(word) is { } problem)
        {
            throw new ArgumentException(problem.Replace("Location", "Input", StringComparison.Ordinal), nameof(word));
        }
        var parts = word[S3Scheme.Length..].Split('/', 2);
        _s3 ??= S3ObjectStore.CreateClient(client, parts[0]);
        return FindAsync(new S3Objects(_s3, parts[0]), word, parts.Length > 1 ? parts[1] : "", cancellationToken);
    }

    static async Task<IReadOnlyList<FileInput>> FindAsync(IInputPlace place, string word, string path, CancellationToken cancellationToken)
    {
        if (await place.FindAsync(path, cancellationToken).ConfigureAwait(false) is { } file)
        {
            IReadOnlyList<InputFile> one = ExportManifest.FolderOf(path) is { } export
                ? await ExportManifest.ReadAsync(place, export, cancellationToken).ConfigureAwait(false)
                : [file];
            return [.. one.Select(item => Open(place, item))];
        }
        var pattern = GlobPattern.IsPattern(path) ? GlobPattern.Parse(path) : null;
        var root = pattern?.Root ?? (path.Length == 0 || path.EndsWith('/') ? path : path + "/");
        var listed = (await place.ListAsync(root, cancellationToken).ConfigureAwait(false))
            .Where(found => IsVisible(found.Path[root.Length..]));
        if (pattern is not null) { listed = listed.Where(found => pattern.IsMatch(found.Path[root.Length..])); }
        var found = await SortAsync(place, [.. listed], cancellationToken).ConfigureAwait(false);
        if (found.Count > 0) { return [.. found.Select(item => Open(place, item))]; }
        throw new FileNotFoundException(
            pattern is not null ? $"Input '{word}' matches no file."
            : Directory.Exists(word) ? $"Input '{word}' is a folder without files."
            : $"Input '{word}' does not exist.");
    }

    static FileInput Open(IInputPlace place, InputFile file)
    {
        var input = place.Open(file);
        (input.AsOf, input.HasOldImages) = (file.Export?.Time, file.Export?.HasOldImages);
        return input;
    }

    // Of an export, what its manifest names.
    static async Task<IReadOnlyList<InputFile>> SortAsync(
        IInputPlace place,
        IReadOnlyList<InputFile> files,
        CancellationToken cancellationToken)
    {
        string[] exports = [.. files.Select(file => ExportManifest.FolderOf(file.Path)).OfType<string>()];
        var chosen = files.Where(file => !ExportManifest.IsOne(file.Path))
            .Where(file => !Array.Exists(exports, export => ExportManifest.Owns(export, file.Path)))
            .ToList();
        foreach (var export in exports)
        {
            chosen.AddRange(await ExportManifest.ReadAsync(place, export, cancellationToken).ConfigureAwait(false));
        }
        return [.. chosen.DistinctBy(file => file.Path, StringComparer.Ordinal).OrderBy(file => file.Path, KeyOrder.Instance)];
    }

    // What tools leave behind beside data: .DS_Store, _SUCCESS, _started, _temporary/.
    static bool IsVisible(string path) => !path.Split('/').Any(segment => segment.StartsWith('.') || segment.StartsWith('_'));
}
