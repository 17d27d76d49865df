using System.Reflection;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The result of a <see cref="LakeVerification"/>. <see cref="ToString"/> is the report, <see cref="ToJson"/> the certificate.
/// </summary>
public sealed record VerificationOutcome
{
    internal VerificationOutcome() { }

    /// <summary>The lake.</summary>
    public required string Lake { get; init; }

    /// <summary>When the lake was listed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The tables, parents and children.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Number of raw events; equal lines count once.</summary>
    public required long Events { get; init; }

    /// <summary>Number of raw events whose rows are all in the lake.</summary>
    public required long EventsInRows { get; init; }

    /// <summary>Number of raw events that are in quarantine.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Number of raw events that the schemas ignore.</summary>
    public required long Ignored { get; init; }

    /// <summary>Number of distinct rows, including those of child tables.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// Number of distinct rows that raw events give, with these values. The others are in <see cref="Findings"/> or of backfills.
    /// </summary>
    public required long ProvenRows { get; init; }

    /// <summary>Number of distinct rows of backfills. Their number is compared with the receipts; their values are not proven.</summary>
    public required long DatedRows { get; init; }

    /// <summary>Number of objects that were read.</summary>
    public required long Objects { get; init; }

    /// <summary>
    /// Number of files whose whole name was computed again from raw. The others were compared by rows and sequence numbers.
    /// </summary>
    public required long RecomputedNames { get; init; }

    /// <summary>Number of stored bytes that were read.</summary>
    public required long Bytes { get; init; }

    /// <summary>Number of bytes of raw lines, after decompression.</summary>
    public required long RawBytes { get; init; }

    /// <summary>Number of bytes in temporary files.</summary>
    public required long SpilledBytes { get; init; }

    /// <summary>The part of the events that was compared, in percent.</summary>
    public required double SamplePercent { get; init; }

    /// <summary>Duration of the run.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The distinct rows of each partition, in the order of tables, partitions and schemas.</summary>
    public required IReadOnlyList<VerifiedPartition> Partitions { get; init; }

    /// <summary>What was found, one for each kind, faults first.</summary>
    public required IReadOnlyList<VerificationFinding> Findings { get; init; }

    /// <summary>Whether there is a fault.</summary>
    public bool HasFaults => Findings.Any(finding => finding.IsFault);

    /// <summary>Whether there are objects and no fault, and every row is proven by raw.</summary>
    public bool IsProven => !HasFaults && Objects > 0 && ProvenRows == Rows;

    /// <summary>The toolkit's version.</summary>
    public static string ToolVersion { get; } =
        typeof(VerificationOutcome).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Returns the report in lines: the counts, and one line for each kind of finding.</summary>
    public override string ToString()
    {
        var verdict = HasFaults ? "The lake differs from its raw zone."
            : Objects == 0 ? "The lake has no objects of these schemas in these days; nothing is proven."
            : IsProven ? "Every row is proven by the raw zone, and nothing is missing."
            : PlanText.Line($"No fault. {Rows - ProvenRows:N0} rows are counted, not proven.");
        return string.Join('\n', (string[])
        [
            PlanText.Line(
                $"events     {Events:N0} in raw: {EventsInRows:N0} in rows, {Quarantined:N0} in quarantine, {Ignored:N0} ignored"),
            PlanText.Line($"rows       {Rows:N0} distinct: {ProvenRows:N0} proven by value, {DatedRows:N0} of backfills by number"),
            PlanText.Line($"objects    {Objects:N0}; {RecomputedNames:N0} file names computed again from raw"),
            .. Findings.Select(finding => finding.ToString()),
            verdict,
        ]);
    }

    /// <summary>Returns the certificate as JSON: counts, hashes of partitions, schemas, findings, version and time.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Of(WriteTo));

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("lake"u8, Lake);
        json.WriteString("time"u8, Instant.Text(Time));
        json.WriteString("tool_version"u8, ToolVersion);
        json.WriteBoolean("proven"u8, IsProven);
        json.WriteBoolean("faults"u8, HasFaults);
        WriteStrings(json, "tables"u8, Tables);
        WriteStrings(
            json,
            "schemas"u8,
            Partitions.Select(partition => partition.Schema).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        json.WriteNumber("sample_percent"u8, SamplePercent);
        json.WriteNumber("events"u8, Events);
        json.WriteNumber("events_in_rows"u8, EventsInRows);
        json.WriteNumber("quarantined"u8, Quarantined);
        json.WriteNumber("ignored"u8, Ignored);
        json.WriteNumber("rows"u8, Rows);
        json.WriteNumber("proven_rows"u8, ProvenRows);
        json.WriteNumber("dated_rows"u8, DatedRows);
        json.WriteNumber("objects"u8, Objects);
        json.WriteNumber("recomputed_names"u8, RecomputedNames);
        json.WriteNumber("bytes"u8, Bytes);
        json.WriteNumber("raw_bytes"u8, RawBytes);
        json.WriteNumber("seconds"u8, Math.Round(Elapsed.TotalSeconds, 3));
        json.WriteStartArray("findings"u8);
        foreach (var finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(finding.Kind.ToString()));
            json.WriteBoolean("fault"u8, finding.IsFault);
            json.WriteNumber("count"u8, finding.Count);
            WriteStrings(json, "places"u8, finding.Places);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("partitions"u8);
        foreach (var partition in Partitions)
        {
            json.WriteStartObject();
            json.WriteString("table"u8, partition.Table);
            json.WriteString("partition"u8, partition.Partition);
            json.WriteString("schema"u8, partition.Schema);
            json.WriteNumber("rows"u8, partition.Rows);
            json.WriteNumber("proven"u8, partition.Proven);
            json.WriteString("hash"u8, partition.Hash);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    internal static VerificationOutcome Create(
        VerificationPlan plan,
        VerificationOptions options,
        IReadOnlyCollection<UnitResult> results,
        UnitTally tally,
        FindingLog findings,
        TimeSpan elapsed) => new()
        {
            Lake = plan.Lake,
            Time = plan.Time,
            Tables = plan.Tables,
            Events = tally.Events,
            EventsInRows = tally.InRows,
            Quarantined = tally.Quarantined,
            Ignored = tally.Ignored,
            Rows = tally.Partitions.Values.Sum(partition => partition.Rows),
            ProvenRows = tally.Partitions.Values.Sum(partition => partition.Proven),
            DatedRows = tally.Dated.Where(dated => dated.Key.Backfill < 0).Sum(dated => dated.Value),
            Objects = results.Sum(result => result.Objects),
            RecomputedNames = results.Sum(result => result.RecomputedNames),
            Bytes = results.Sum(result => result.Bytes),
            RawBytes = results.Sum(result => result.RawBytes),
            SpilledBytes = results.Sum(result => result.SpilledBytes),
            SamplePercent = options.SamplePercent,
            Elapsed = elapsed,
            Partitions =
            [
                .. tally.Partitions
                    .OrderBy(partition => partition.Key.Table, StringComparer.Ordinal)
                    .ThenBy(partition => partition.Key.Partition, StringComparer.Ordinal)
                    .ThenBy(partition => partition.Key.Hash, StringComparer.Ordinal)
                    .Select(partition => new VerifiedPartition(
                        partition.Key.Table,
                        partition.Key.Partition,
                        partition.Key.Hash,
                        partition.Value.Rows,
                        partition.Value.Proven,
                        partition.Value.Hash.ToString("x32", CultureInfo.InvariantCulture))),
            ],
            Findings = findings.ToFindings(),
        };

    static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) { json.WriteStringValue(value); }
        json.WriteEndArray();
    }
}
