using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>The objects of one batch in a lake.</summary>
/// <param name="Objects">Their keys without hashes, which change with every option of the format.</param>
/// <param name="Quarantine">The line in quarantine.</param>
sealed partial record LakeLayoutPage(string Objects, string Quarantine)
{
    internal static async Task<LakeLayoutPage> OfABatchAsync()
    {
        using var lake = new TemporaryDirectory();
        var store = new DirectoryObjectStore(lake.FullPath, new() { Sync = false });
        await new StreamPipeline(store, new() { Schemas = [ExampleBatch.Schema] }).ProcessAsync(Encoding.UTF8.GetBytes(ExampleBatch.Event), CancellationToken.None);

        string[] keys = [.. Directory.EnumerateFiles(lake.FullPath, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(lake.FullPath, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        await using var line = new GZipStream(File.OpenRead(lake.Combine(keys.Single(key => key.StartsWith("quarantine/", StringComparison.Ordinal)))), CompressionMode.Decompress);
        using var text = new StreamReader(line);
        return new($"```\n{string.Join('\n', keys.Select(key => Hash().Replace(key, "-<hash>.")))}\n```", $"```json\n{(await text.ReadToEndAsync()).TrimEnd()}\n```");
    }

    internal static string Envelope()
    {
        var page = new StringBuilder("| column | type | what it is |\n|---|---|---|\n");
        foreach (var column in EnvelopeColumns.All) { page.Append("| `").Append(column.Name).Append("` | `").Append(column.Type).Append("` | ").Append(column.Comment).Append(" |\n"); }
        return page.ToString();
    }

    [GeneratedRegex(@"-[0-9a-f]{32,64}\.", RegexOptions.None, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex Hash();
}
