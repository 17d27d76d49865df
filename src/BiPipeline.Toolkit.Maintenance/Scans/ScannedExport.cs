using System.IO.Compression;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A scan of a table that is kept in the lake in the form of an export, page by page. An interrupted scan continues after its last page,
/// and the finished one is an export for <see cref="Backfill.PlanAsync"/>. Its time is its start: changes during the scan are newer.
/// </summary>
public sealed class ScannedExport
{
    readonly IObjectStore _store;
    readonly string _prefix;
    readonly ScanStart _start;
    readonly Dictionary<(int Segment, int Page), StoredPage> _pages;
    readonly Lock _lock = new();

    ScannedExport(IObjectStore store, string prefix, ScanStart start, Dictionary<(int Segment, int Page), StoredPage> pages) =>
        (_store, _prefix, _start, _pages) = (store, prefix, start, pages);

    /// <summary>The start of the scan; an interrupted scan keeps it.</summary>
    public DateTimeOffset AsOf => _start.AsOf;

    /// <summary>Number of segments; an interrupted scan keeps it.</summary>
    public int Segments => _start.Segments;

    /// <summary>Number of stored items.</summary>
    public long Items
    {
        get
        {
            lock (_lock) { return _pages.Values.Sum(page => page.Items); }
        }
    }

    /// <summary>Continues the newest scan of a table that has no baseline yet, or starts one.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="schemas">The schemas of the table.</param>
    /// <param name="tableArn">The ARN of the DynamoDB table.</param>
    /// <param name="keys">The table's key attributes and their types, <c>S</c>, <c>N</c> or <c>B</c>.</param>
    /// <param name="segments">Number of segments of a new scan, 1 to 1,000,000.</param>
    /// <param name="time">The clock. Default (null): the system's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MaintenanceRefusedException">The table is not the source of a schema, or has other keys.</exception>
    /// <exception cref="IOException">The lake can't be read or written.</exception>
    public static async Task<ScannedExport> OpenAsync(
        IObjectStore store,
        IReadOnlyList<TableSchema> schemas,
        string tableArn,
        IReadOnlyDictionary<string, string> keys,
        int segments,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentNullException.ThrowIfNull(tableArn);
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        var problems = schemas.SelectMany(schema =>
            (string?[])[ExportChecks.SourceProblem(schema, tableArn), ExportChecks.KeyProblem(schema, keys)]).OfType<string>().ToList();
        if (problems.Count > 0) { throw new MaintenanceRefusedException(tableArn, problems); }
        var all = LakeLayout.ScansPrefix(tableArn[(tableArn.LastIndexOf('/') + 1)..]);
        if (await FindOpenAsync(store, all, schemas, cancellationToken).ConfigureAwait(false) is not { } prefix)
        {
            var start = new ScanStart(tableArn, Instant.Floor((time ?? TimeProvider.System).GetUtcNow()), segments, keys);
            prefix = $"{all}{BaselineKey.TimeText(start.AsOf)}/";
            await store.PutAsync(prefix + ScanStart.Name, ObjectContent.Of(start.ToBytes()), cancellationToken).ConfigureAwait(false);
            return new(store, prefix, start, []);
        }
        var begun = ScanStart.Parse(await WholeObject.ReadAsync(store, prefix + ScanStart.Name, cancellationToken).ConfigureAwait(false));
        Dictionary<(int Segment, int Page), StoredPage> pages = [];
        await foreach (var item in store.ListAsync(prefix + StoredPage.Folder, cancellationToken).ConfigureAwait(false))
        {
            var page = StoredPage.Parse(await WholeObject.ReadAsync(store, item.Key, cancellationToken).ConfigureAwait(false));
            pages[(page.Segment, page.Page)] = page;
        }
        return new(store, prefix, begun, pages);
    }

    /// <summary>Returns the number of a segment's next page and the position it begins at; null when the segment is finished.</summary>
    /// <param name="segment">The segment, from 0.</param>
    public (int Page, string? Position)? NextOf(int segment)
    {
        lock (_lock)
        {
            var pages = _pages.Values.Where(page => page.Segment == segment).ToList();
            if (pages.Count == 0) { return (0, null); }
            var last = pages.MaxBy(page => page.Page)!;
            return last.Next is null ? null : (last.Page + 1, last.Next);
        }
    }

    /// <summary>Stores a page. Pages of different segments can be stored at the same time.</summary>
    /// <param name="segment">The segment, from 0.</param>
    /// <param name="page">The page's number in its segment, from 0.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="lines">The items as lines of a full export.</param>
    /// <param name="next">The position after the page; null for the segment's last page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The page can't be stored.</exception>
    public async Task AddAsync(
        int segment, int page, long items, ReadOnlyMemory<byte> lines, string? next, CancellationToken cancellationToken = default)
    {
        var data = Compress(lines);
        var md5 = StoredHash.Md5(data);
        var digest = Convert.ToHexStringLower(SHA256.HashData(data))[..LakeLayout.HashDigits];
        // The hash: after an interruption the page is read again, perhaps with other items.
        var name = string.Create(CultureInfo.InvariantCulture, $"{segment:D6}-{page:D6}-{digest}.json.gz");
        await _store.PutAsync($"{_prefix}{StoredPage.DataFolder}{name}", ObjectContent.Of(data), cancellationToken).ConfigureAwait(false);
        var stored = new StoredPage(segment, page, items, name, md5, next);
        await _store.PutAsync(_prefix + stored.Key, ObjectContent.Of(stored.ToBytes()), cancellationToken).ConfigureAwait(false);
        lock (_lock) { _pages[(segment, page)] = stored; }
    }

    /// <summary>Writes the manifests after the last page.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The location of the export.</returns>
    /// <exception cref="InvalidOperationException">A segment is not finished.</exception>
    /// <exception cref="IOException">A manifest can't be stored.</exception>
    public async Task<string> CompleteAsync(CancellationToken cancellationToken = default)
    {
        for (var segment = 0; segment < Segments; segment++)
        {
            if (NextOf(segment) is { } next)
            {
                throw new InvalidOperationException(
                    $"Segment {segment} is not finished; expected its last page. Scan from page {next.Page}.");
            }
        }
        StoredPage[] pages = [.. _pages.Values.OrderBy(page => page.Segment).ThenBy(page => page.Page)];
        await PutAsync("manifest-files.json", ScanManifest.Files(pages), cancellationToken).ConfigureAwait(false);
        var summary = ScanManifest.Summary(_start, pages.Sum(page => page.Items));
        await PutAsync(ExportSummary.Name, summary, cancellationToken).ConfigureAwait(false);
        return $"{_store.Location.TrimEnd('/')}/{_prefix}";
    }

    Task<PutOutcome> PutAsync(string name, byte[] content, CancellationToken cancellationToken) =>
        _store.PutAsync(_prefix + name, ObjectContent.Of(content), cancellationToken);

    // The newest scan, unless every table has a baseline of its time.
    static async Task<string?> FindOpenAsync(
        IObjectStore store, string all, IReadOnlyList<TableSchema> schemas, CancellationToken cancellationToken)
    {
        string? newest = null;
        await foreach (var item in store.ListAsync(all, cancellationToken).ConfigureAwait(false))
        {
            if (item.Key.EndsWith("/" + ScanStart.Name, StringComparison.Ordinal)) { newest = item.Key[..^ScanStart.Name.Length]; }
        }
        if (newest is null || !BaselineKey.TryParseTime(newest[all.Length..^1], out var time)) { return null; }
        foreach (var schema in schemas)
        {
            var markers = await LakeBaselines.ListAsync(store, schema.Table, cancellationToken).ConfigureAwait(false);
            if (!markers.Any(key => key.IsBaseline && key.AsOf == time)) { return newest; }
        }
        return null;
    }

    static byte[] Compress(ReadOnlyMemory<byte> lines)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) { gzip.Write(lines.Span); }
        return compressed.ToArray();
    }
}
