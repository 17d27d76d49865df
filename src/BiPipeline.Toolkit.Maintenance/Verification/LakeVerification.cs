using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Proves that a lake's rows are what its raw zone gives: flattens raw again, under the schema of each file, and compares the distinct rows
/// by value. Every object of the tables is
/// read once. Only <see cref="PutCertificateAsync"/> writes.
/// </summary>
/// <remarks>
/// <para>Every raw event must be a row, a quarantine line, or ignored by the schemas; every row must be of a raw event and have its values,
/// in its partition; every object must have the name, the bytes and the place that its content has. Repeated rows and lines are
/// not faults.</para>
/// <para>Rows of backfills have no raw: they are counted and compared with the receipts. Rows whose raw has expired are counted. Neither is
/// proven, and the outcome says how many.</para>
/// </remarks>
public sealed class LakeVerification
{
    readonly IMaintenanceStore _store;
    readonly VerificationOptions _options;

    /// <summary>Creates a verification of a lake.</summary>
    /// <param name="store">The lake. Only listings and reads are used.</param>
    /// <param name="options">The settings, with all schemas of the stream.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public LakeVerification(IMaintenanceStore store, VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_store, _options) = (store, options);
    }

    /// <summary>Lists the lake and divides it into units.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MaintenanceRefusedException">The lake can't be divided by days, and days were asked for.</exception>
    /// <exception cref="SchemaException">A schema of the lake can't be read.</exception>
    /// <exception cref="IOException">The lake can't be listed.</exception>
    public async Task<VerificationPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        var now = _options.TimeProvider.GetUtcNow();
        var schemas = await LakeSchemas.ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        var families = new SchemaFamilies(_options.Schemas, schemas.All);
        var calendar = new UnitCalendar(families);
        if (!calendar.IsDivided && (_options.From ?? _options.To) is not null)
        {
            throw new MaintenanceRefusedException(
                _store.Location,
                ["A table is partitioned by a column, so days can't be verified alone; expected no range of days. Leave it out."]);
        }
        var findings = new FindingLog();
        Dictionary<string, VerificationUnit> units = new(StringComparer.Ordinal);
        HashSet<DateOnly> rawDays = [];
        DateTimeOffset? oldestPut = null;
        var rules = RulesOf(families, now);
        foreach (var zone in (LakeZone[])[LakeZone.Processed, LakeZone.Quarantine, LakeZone.Raw])
        {
            await foreach (var item in _store.ListObjectsAsync(LakeLayout.ZoneName(zone) + "/", cancellationToken).ConfigureAwait(false))
            {
                if (Place(item, families, rules, findings, _options.Format) is not { } name) { continue; }
                if (zone == LakeZone.Raw)
                {
                    rawDays.Add(UnitCalendar.DayOf(name.Partition));
                    if (!(oldestPut < item.LastModified)) { oldestPut = item.LastModified; }
                }
                var unit = calendar.UnitOf(name)!;
                if (!calendar.IsInside(unit, _options.From, _options.To)) { continue; }
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(units, unit, out _);
                sum = new(unit, (sum?.Objects ?? 0) + 1, (sum?.Bytes ?? 0) + item.Bytes, (sum?.Rows ?? 0) + name.Rows);
            }
        }
        var coverage = new RawCoverage(rawDays, calendar.FirstDay, oldestPut, _options.RawDays, now);
        return new(
            _store.Location,
            now,
            families,
            calendar,
            [.. units.Values.OrderBy(unit => unit.Name, StringComparer.Ordinal)],
            coverage,
            findings);
    }

    /// <summary>Reads and compares everything.</summary>
    /// <param name="plan">The plan of this verification.</param>
    /// <param name="progress">Receives reports. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public async Task<VerificationOutcome> RunAsync(
        VerificationPlan plan, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var started = _options.TimeProvider.GetTimestamp();
        var backfills = await BackfillList.ReadAsync(_store, plan.Families, cancellationToken).ConfigureAwait(false);
        var run = new UnitVerification(
            _store, _options, plan.Families, RulesOf(plan.Families, plan.Time), plan.Calendar, plan.Coverage, backfills, plan.Time);
        var bytes = plan.Units.Select(unit => unit.Bytes).ToArray();
        var tracker = progress is null ? null : new UnitTracker(bytes, bytes, progress, _options.TimeProvider);
        var memory = _options.MemoryBytes / Math.Max(1, Math.Min(_options.Threads, plan.Units.Count));
        ConcurrentBag<UnitResult> results = [];
        await ParallelUnits.RunAsync(
            plan.Units,
            _options.Threads,
            tracker,
            async (unit, threads, report, token) =>
                results.Add(await run.RunAsync(unit, threads, memory, report, token).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);

        var (tally, findings) = (new UnitTally(), new FindingLog());
        findings.Add(plan.Findings);
        foreach (var result in results)
        {
            tally.Add(result.Tally);
            findings.Add(result.Findings);
        }
        // A part of the lake has a part of the rows of a backfill.
        if (_options is { SamplePercent: >= 100, From: null, To: null }) { backfills.Compare(tally, findings); }
        return VerificationOutcome.Create(plan, _options, results, tally, findings, _options.TimeProvider.GetElapsedTime(started));
    }

    /// <summary>
    /// Puts the certificate of an outcome into the lake: <c>maintenance/verify/20261103T000000000Z-&lt;hash&gt;.json</c>.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The object's key.</returns>
    /// <exception cref="IOException">The object can't be stored.</exception>
    public async Task<string> PutCertificateAsync(VerificationOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var bytes = Encoding.UTF8.GetBytes(outcome.ToJson());
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..LakeLayout.HashDigits];
        var key = $"{LakeLayout.VerifyPrefix}{BaselineKey.TimeText(outcome.Time)}-{hash}.json";
        await _store.PutAsync(key, ObjectContent.Of(bytes), cancellationToken).ConfigureAwait(false);
        return key;
    }

    static IReadOnlyList<ProjectionRule> RulesOf(SchemaFamilies families, DateTimeOffset now) =>
        [.. families.All.Select(family => new ProjectionRule(family.Given, now))];

    static string ExtensionOf(LakeZone zone, ILakeFormat format) =>
        zone == LakeZone.Processed ? format.Extension : "json.gz";

    // Null for an object that no unit reads.
    static LakeKey? Place(
        ListedObject item, SchemaFamilies families, IReadOnlyList<ProjectionRule> rules, FindingLog findings, ILakeFormat format)
    {
        // Queries read every object of a folder, also a copy with another extension.
        if (!LakeLayout.TryParseKey(item.Key, out var name) || name.Extension != ExtensionOf(name.Zone, format))
        {
            // Objects of other tables are theirs.
            var table = item.Key.Split('/') is [_, var folder, _, ..] ? folder : "";
            if (!families.OtherTables.Contains(table)) { findings.Add(FindingKind.UnknownName, item.Key); }
            return null;
        }
        if (families.Find(name.Table) is not { } family || (name.Zone != LakeZone.Processed && families[family].Given.Table != name.Table))
        {
            if (!families.OtherTables.Contains(name.Table)) { findings.Add(FindingKind.UnknownName, item.Key); }
            return null;
        }
        if (name.Zone != LakeZone.Processed || rules[family].Lists(name.Partition)) { return name; }
        findings.Add(FindingKind.OutsideProjection, item.Key);
        return null;
    }
}
