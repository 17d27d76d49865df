using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Verifies one unit: reads all of its objects once, and compares what they know of each event.</summary>
sealed class UnitVerification(
    IMaintenanceStore store,
    VerificationOptions options,
    SchemaFamilies families,
    IReadOnlyList<ProjectionRule> rules,
    UnitCalendar calendar,
    RawCoverage coverage,
    BackfillList backfills,
    DateTimeOffset now)
{
    // Upkeep may delete objects after they were listed; then the unit is listed again.
    const int MostListings = 3;

    /// <summary>Verifies a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="memoryBytes">Number of bytes of traces in memory.</param>
    /// <param name="progress">Receives reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="IOException">The lake can't be read, or its objects are deleted all the time.</exception>
    internal async Task<UnitResult> RunAsync(
        VerificationUnit unit, int threads, long memoryBytes, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        for (var listings = 1; ; listings++)
        {
            try
            {
                return await RunOnceAsync(unit, threads, memoryBytes, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (FileNotFoundException) when (listings < MostListings)
            {
            }
        }
    }

    async Task<UnitResult> RunOnceAsync(
        VerificationUnit unit, int threads, long memoryBytes, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        var listing = await UnitListing.ReadAsync(store, families, rules, calendar, unit.Name, cancellationToken).ConfigureAwait(false);
        var expected = listing.All.Sum(item => item.Name.Rows) + listing.Raw.Sum(item => item.Name.Rows);
        using var traces = new EventTraces(expected, memoryBytes, options.TemporaryFolder, threads);
        var context = new UnitContext(store, options, families, listing, traces, now);
        var report = new ObjectProgress(progress, unit.Name, listing.All.Sum(item => item.Bytes));

        var rowReader = new RowObjectReader(context);
        await ReadAsync(0, listing.Processed, rowReader.ReadAsync).ConfigureAwait(false);
        var quarantineReader = new QuarantineObjectReader(context);
        await ReadAsync(listing.Processed.Count, listing.Quarantine, quarantineReader.ReadAsync).ConfigureAwait(false);

        IReadOnlyList<string>[] versions = [.. families.All.Select((family, i) => VersionsOf(family, rowReader.VersionsOf(i)))];
        var passes = Enumerable.Range(0, versions.Max(hashes => hashes.Count))
            .Select(pass => (IReadOnlyList<string>)[.. versions.Select(hashes => hashes[Math.Min(pass, hashes.Count - 1)])]);
        var rawReader = new RawObjectReader(context, [.. passes], [.. rowReader.Formats.Keys]);
        await ReadAsync(listing.Processed.Count + listing.Quarantine.Count, listing.Raw, rawReader.ReadAsync).ConfigureAwait(false);

        var tally = new UnitTally();
        ConcurrentBag<EventJoin> joins = [];
        Parallel.For(
            0,
            traces.BucketCount,
            new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => new EventJoin(context, versions, coverage, backfills),
            (bucket, _, join) =>
            {
                join.Add(traces.TakeSorted(bucket));
                return join;
            },
            joins.Add);
        foreach (var join in joins) { tally.Add(join.Tally); }
        return new(unit, tally, context.Findings)
        {
            Objects = listing.All.Count(),
            Bytes = listing.All.Sum(item => item.Bytes),
            RawBytes = rawReader.Bytes,
            RawLines = rawReader.Records,
            RecomputedNames = rawReader.RecomputedNames,
            SpilledBytes = traces.SpilledBytes,
        };

        Task ReadAsync(int first, IReadOnlyList<VerifiedObject> objects, Func<VerifiedObject, int, CancellationToken, Task> read)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
            return Parallel.ForAsync(0, objects.Count, parallel, async (i, token) =>
            {
                await read(objects[i], first + i, token).ConfigureAwait(false);
                report.Add(objects[i]);
            });
        }
    }

    // Without rows, the schema that the caller named.
    static IReadOnlyList<string> VersionsOf(SchemaFamily family, IEnumerable<string> used)
    {
        var set = used.ToHashSet(StringComparer.Ordinal);
        return set.Count == 0 ? [family.Given.ComputeHash()] : [.. family.Hashes.Where(set.Contains)];
    }
}
