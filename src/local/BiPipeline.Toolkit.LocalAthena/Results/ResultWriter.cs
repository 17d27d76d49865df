namespace BiPipeline.Toolkit.LocalAthena.Results;

/// <summary>Writes a query's result objects as Athena does: a CSV or text, and its metadata.</summary>
sealed class ResultWriter(ResultStore store)
{
    /// <summary>The end of the name of the list of the objects that a statement wrote.</summary>
    internal const string ManifestSuffix = "-manifest.csv";

    const string ContentType = "application/octet-stream";
    const int ChunkCharacters = 1 << 15;

    /// <summary>Writes <c>id.csv</c> or <c>id.txt</c>, if the location has one of them, and then its <c>.metadata</c>.</summary>
    /// <exception cref="LocalAthenaQueryException">The objects don't fit into the store.</exception>
    internal async Task WriteAsync(string output, LocalAthenaResult result, CancellationToken cancellationToken)
    {
        if (!ResultLocation.TryParse(output, out var place)) { return; }
        try
        {
            var extension = Path.GetExtension(place.Key);
            if (extension.Length > 0)
            {
                await store.PutAsync(
                    place,
                    ContentType,
                    (stream, token) => WriteAsync(stream, result, extension == ".csv", token),
                    onlyNew: false,
                    cancellationToken).ConfigureAwait(false);
            }
            if (result.Manifest is { } manifest)
            {
                var lines = Encoding.UTF8.GetBytes(string.Concat(manifest.Select(location => $"{location}\n")));
                await store.PutAsync(
                    place with { Key = $"{place.Key}{ManifestSuffix}" },
                    ContentType,
                    (stream, token) => stream.WriteAsync(lines, token).AsTask(),
                    onlyNew: false,
                    cancellationToken).ConfigureAwait(false);
            }
            await store.PutAsync(
                place with { Key = $"{place.Key}.metadata" },
                ContentType,
                (stream, token) => stream.WriteAsync(ResultMetadata.Write(result), token).AsTask(),
                onlyNew: false,
                cancellationToken).ConfigureAwait(false);
        }
        catch (ResultStoreException exception)
        {
            throw new LocalAthenaQueryException(FailureCode.ExceededResultLimit, exception.Message);
        }
    }

    static async Task WriteAsync(Stream stream, LocalAthenaResult result, bool isCsv, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            var text = new StringBuilder();
            if (isCsv) { AppendCsv(text, [.. result.Columns.Select(column => column.Name)]); }
            foreach (var row in result.Rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (isCsv) { AppendCsv(text, row); }
                else { text.AppendJoin('\t', row).Append('\n'); }
                if (text.Length < ChunkCharacters) { continue; }
                await writer.WriteAsync(text, cancellationToken).ConfigureAwait(false);
                text.Clear();
            }
            await writer.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        }
    }

    // Every value has quotes; NULL is nothing.
    static void AppendCsv(StringBuilder text, IReadOnlyList<string?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) { text.Append(','); }
            if (values[i] is not { } value) { continue; }
            text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        text.Append('\n');
    }
}
