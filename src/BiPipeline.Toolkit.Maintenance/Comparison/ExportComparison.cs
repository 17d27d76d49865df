using System.Collections.Concurrent;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Compares what a lake shows of every item at a time with a full export of that time: an outside proof that the stream lost nothing. The
/// export's own rows in the lake do not count, so it makes no difference whether it has been backfilled. Writes nothing.
/// </summary>
/// <remarks>
/// A key with a change within 5 minutes of the export's time is undecided: the times of a stream are approximate. Before the first
/// baseline, an item that never changed is not in the lake; it counts as unseen, which is not a fault.
/// </remarks>
public sealed class ExportComparison
{
    readonly IMaintenanceStore _store;
    readonly VerificationOptions _options;
    readonly ExportPlaces _places;

    /// <summary>Creates a comparison.</summary>
    /// <param name="store">The lake. Only listings and reads are used.</param>
    /// <param name="options">The settings, with the schemas of the exported table and the hash key of its policies.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public ExportComparison(IMaintenanceStore store, VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_store, _options, _places) = (store, options, new(options.Client));
    }

    /// <summary>Reads the lake and the export, and compares them.</summary>
    /// <param name="export">The export: its folder, a folder or prefix above it, or a manifest, local or <c>s3://</c>.</param>
    /// <param name="progress">Receives reports. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="MaintenanceRefusedException">The export is not a full export of this table; every problem is listed.</exception>
    /// <exception cref="InvalidDataException">A data file or an object is damaged.</exception>
    /// <exception cref="IOException">The lake or the export can't be read.</exception>
    public async Task<ComparisonOutcome> RunAsync(
        string export, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(export);
        var found = await FindAsync(export, cancellationToken).ConfigureAwait(false);
        var lake = await new LakeVerification(_store, _options with { SamplePercent = 100, From = null, To = null })
            .PlanAsync(cancellationToken).ConfigureAwait(false);
        var families = lake.Families;
        var objects = await ListAsync(lake, cancellationToken).ConfigureAwait(false);
        long[] bytes = [.. objects.Select(item => item.Bytes), .. found.Files.Select(file => file.Bytes)];
        var tracker = progress is null ? null : new UnitTracker(bytes, bytes, progress, _options.TimeProvider);
        const int stateBytes = 150;
        var expected = (objects.Sum(item => item.Name.Rows) + (found.Items ?? 0)) * stateBytes;
        using var states = new SpilledBuckets(expected, _options.MemoryBytes, _options.TemporaryFolder, _options.Threads);
        var schemas = new SchemaNumbers();

        await ParallelUnits.RunAsync(objects, _options.Threads, tracker, async (item, _, report, token) =>
        {
            await ReadAsync(item, found, families, schemas, states, token).ConfigureAwait(false);
            report?.Report(new(item.Key, item.Bytes, item.Name.Rows) { StoredBytes = item.Bytes });
        }, cancellationToken).ConfigureAwait(false);

        var passes = schemas.PassesOf(families);
        ConcurrentBag<(long Quarantined, long Ignored)> counts = [];
        await ParallelUnits.RunAsync(found.Files, _options.Threads, tracker, async (file, _, report, token) =>
        {
            counts.Add(await ReadAsync(file, found, families, passes, schemas, states, token).ConfigureAwait(false));
            report?.Report(new(file.Location, file.Bytes, file.Items ?? 0) { StoredBytes = file.Bytes });
        }, cancellationToken).ConfigureAwait(false);

        var verdicts = await CompareAsync(found, families, states, cancellationToken).ConfigureAwait(false);
        return ComparisonOutcome.Create(_store.Location, found, verdicts, counts, _options.Flatten.HashKey.IsEmpty);
    }

    async Task<TableExport> FindAsync(string place, CancellationToken cancellationToken)
    {
        var export = await new ExportReader(_places).TryReadAsync(place, cancellationToken).ConfigureAwait(false)
            ?? throw new MaintenanceRefusedException(place, [$"It has no {ExportSummary.Name}; expected the folder of a full export."]);
        List<string> problems = [.. ExportChecks.Of(export, _options.Schemas, _options.TimeProvider.GetUtcNow())];
        if (export.From is not null) { problems.Add("It is incremental, so it lacks items that did not change; expected a full export."); }
        return problems.Count == 0 ? export : throw new MaintenanceRefusedException(export.Location, problems);
    }

    async Task<IReadOnlyList<VerifiedObject>> ListAsync(VerificationPlan lake, CancellationToken cancellationToken)
    {
        List<VerifiedObject> objects = [];
        foreach (var family in lake.Families.All)
        {
            var rule = new ProjectionRule(family.Given, lake.Time);
            var prefix = LakeLayout.TablePrefix(LakeZone.Processed, family.Given.Table);
            await foreach (var item in _store.ListObjectsAsync(prefix, cancellationToken).ConfigureAwait(false))
            {
                if (LakeLayout.TryParseKey(item.Key, out var name) && rule.Lists(name.Partition))
                {
                    objects.Add(new(item.Key, name, item.Bytes, item.LastModified));
                }
            }
        }
        return objects;
    }

    async Task ReadAsync(
        VerifiedObject item,
        TableExport export,
        SchemaFamilies families,
        SchemaNumbers schemas,
        SpilledBuckets states,
        CancellationToken cancellationToken)
    {
        using var file = await LakeFileReaders.OpenAsync(_store, item.Key, cancellationToken).ConfigureAwait(false);
        var family = families.Find(item.Name.Table)!.Value;
        var hash = file.Metadata.GetValueOrDefault(LakeSchemas.HashName) ?? "";
        var schema = families[family].Find(hash) ?? throw new InvalidDataException(
            $"Object '{item.Key}' names no schema of the lake; expected one below {LakeLayout.SchemasPrefix}. "
                + "Run 'lake verify' without a comparison.");
        var writer = new StateWriter(states, schema, family, schemas.NumberOf(family, hash), _options.Flatten.HashKey);
        var rows = new ColumnBatch(schema.GetParentTable().Columns);
        var asOf = export.AsOf.ToUnixTimeMilliseconds();
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Truncate(0);
            file.ReadRowGroup(group, rows);
            writer.AddRows(rows, asOf);
        }
    }

    async Task<(long Quarantined, long Ignored)> ReadAsync(
        DataFile file,
        TableExport export,
        SchemaFamilies families,
        IReadOnlyList<IReadOnlyList<string>> passes,
        SchemaNumbers schemas,
        SpilledBuckets states,
        CancellationToken cancellationToken)
    {
        var input = await _places.FindAsync(file.Location, cancellationToken).ConfigureAwait(false);
        if (input.Length != file.Bytes || await StoredHash.Md5Async(input, cancellationToken).ConfigureAwait(false) != file.Md5)
        {
            throw new MaintenanceRefusedException(
                file.Location, [$"The file does not have the MD5 of the manifest; expected an unchanged file. {ExportChecks.CopyAgain}"]);
        }
        var (quarantined, ignored) = (0L, 0L);
        foreach (var (number, pass) in passes.Index())
        {
            TableSchema[] versions = [.. pass.Select((hash, family) => families[family].Find(hash)!)];
            var flattener = new RecordFlattener(versions, _options.Flatten with { KeepRecords = false }) { AsOf = export.AsOf };
            StateWriter[] writers = [.. versions.Select((schema, family) =>
                new StateWriter(states, schema, family, schemas.NumberOf(family, pass[family]), _options.Flatten.HashKey))];
            using var chunks = new ChunkReader(input, chunkBytes: 512 * 1024, _options.Flatten.MaxRecordBytes);
            while (chunks.Read() is { } chunk)
            {
                cancellationToken.ThrowIfCancellationRequested();
                new FlattenedChunk(flattener, chunk).Flatten();
                for (var family = 0; family < writers.Length; family++) { writers[family].AddItems(flattener.Batches[family].Columns); }
                if (number == 0)
                {
                    quarantined += flattener.Batches.Sum(batch => batch.QuarantineCount);
                    ignored += flattener.IgnoredCount;
                }
                chunks.Return(chunk);
            }
        }
        return (quarantined, ignored);
    }

    async Task<KeyVerdicts> CompareAsync(
        TableExport export, SchemaFamilies families, SpilledBuckets states, CancellationToken cancellationToken)
    {
        List<long?> baselines = [];
        foreach (var family in families.All)
        {
            var markers = await LakeBaselines.ListAsync(_store, family.Given.Table, cancellationToken).ConfigureAwait(false);
            baselines.Add(markers.Where(key => key.IsBaseline && key.AsOf < export.AsOf)
                .Max(key => (long?)key.AsOf.ToUnixTimeMilliseconds()));
        }
        string[] tables = [.. families.All.Select(family => family.Given.Table)];
        var total = new KeyVerdicts();
        Parallel.For(
            0,
            states.Count,
            new() { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken },
            () => new KeyComparison(tables, export.AsOf.ToUnixTimeMilliseconds(), baselines),
            (bucket, _, comparison) =>
            {
                var bytes = new byte[states.LengthOf(bucket)];
                states.Take(bucket, bytes);
                comparison.Add(bytes);
                return comparison;
            },
            comparison =>
            {
                lock (total) { total.Add(comparison.Verdicts); }
            });
        return total;
    }
}
