namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The result of an <see cref="ExportComparison"/>. <see cref="ToString"/> is the report.</summary>
public sealed record ComparisonOutcome
{
    internal ComparisonOutcome() { }

    /// <summary>The lake.</summary>
    public required string Lake { get; init; }

    /// <summary>Where the export is.</summary>
    public required string Export { get; init; }

    /// <summary>The time of the export.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Number of keys in the export.</summary>
    public required long Items { get; init; }

    /// <summary>Number of keys with equal values.</summary>
    public required long Equal { get; init; }

    /// <summary>Number of keys with other values.</summary>
    public required long Differs { get; init; }

    /// <summary>Number of keys that the lake shows and the export lacks.</summary>
    public required long OnlyInLake { get; init; }

    /// <summary>Number of keys that the export has and the lake shows as deleted or not at all.</summary>
    public required long OnlyInExport { get; init; }

    /// <summary>Number of keys with a change within 5 minutes of the export's time, or without a time.</summary>
    public required long Undecided { get; init; }

    /// <summary>Number of keys that the lake has no row of, in a lake without an earlier baseline.</summary>
    public required long Unseen { get; init; }

    /// <summary>Number of items that the schemas can't read. Their keys are not compared.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Number of items that the schemas ignore.</summary>
    public required long Ignored { get; init; }

    /// <summary>
    /// Keys that differ, at most 100: <c>hmac:</c> and the first 32 hex digits of the HMAC-SHA-256 of the key's text (two parts with a
    /// comma). Empty without a hash key, because a plain hash of a key can be guessed.
    /// </summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Whether a key differs.</summary>
    public bool HasFaults => Differs + OnlyInLake + OnlyInExport > 0;

    /// <summary>Returns the report in lines.</summary>
    public override string ToString() => string.Join('\n', (string[])
    [
        PlanText.Line($"export     {Export} of {Instant.Text(AsOf)}: {Items:N0} keys, {Quarantined:N0} unreadable, {Ignored:N0} ignored"),
        PlanText.Line($"equal      {Equal:N0}"),
        .. Lines(),
        HasFaults ? "The lake differs from the export." : "The lake shows what the export has.",
    ]);

    /// <summary>Returns the result as a line of JSON.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Of(WriteTo));

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("lake"u8, Lake);
        json.WriteString("export"u8, Export);
        json.WriteString("as_of"u8, Instant.Text(AsOf));
        json.WriteBoolean("faults"u8, HasFaults);
        json.WriteNumber("items"u8, Items);
        json.WriteNumber("equal"u8, Equal);
        json.WriteNumber("differs"u8, Differs);
        json.WriteNumber("only_in_lake"u8, OnlyInLake);
        json.WriteNumber("only_in_export"u8, OnlyInExport);
        json.WriteNumber("undecided"u8, Undecided);
        json.WriteNumber("unseen"u8, Unseen);
        json.WriteNumber("quarantined"u8, Quarantined);
        json.WriteNumber("ignored"u8, Ignored);
        json.WriteStartArray("keys"u8);
        foreach (var key in Keys) { json.WriteStringValue(key); }
        json.WriteEndArray();
    }

    internal static ComparisonOutcome Create(
        string lake,
        TableExport export,
        KeyVerdicts verdicts,
        IReadOnlyCollection<(long Quarantined, long Ignored)> counts,
        bool hidesKeys) => new()
        {
            Lake = lake,
            Export = export.Location,
            AsOf = export.AsOf,
            Items = verdicts.Items,
            Equal = verdicts.Equal,
            Differs = verdicts.Differs,
            OnlyInLake = verdicts.OnlyInLake,
            OnlyInExport = verdicts.OnlyInExport,
            Undecided = verdicts.Undecided,
            Unseen = verdicts.Unseen,
            Quarantined = counts.Sum(count => count.Quarantined),
            Ignored = counts.Sum(count => count.Ignored),
            Keys = hidesKeys
                ? []
                : [.. verdicts.Keys
                    .OrderBy(key => key.Key)
                    .Select(key => $"{key.Table}: hmac:{key.Key.ToString("x32", CultureInfo.InvariantCulture)}: {key.What}")],
        };

    IEnumerable<string> Lines()
    {
        if (Undecided > 0)
        {
            yield return PlanText.Line($"undecided  {Undecided:N0}: changed within 5 minutes of the export, or without a time");
        }
        if (Unseen > 0) { yield return PlanText.Line($"unseen     {Unseen:N0}: no row in the lake, which has no earlier baseline"); }
        if (Differs > 0)
        {
            yield return PlanText.Line($"FAULT      {Differs:N0} keys have other values: the stream lost changes. Backfill the export.");
        }
        if (OnlyInExport > 0)
        {
            yield return PlanText.Line(
                $"FAULT      {OnlyInExport:N0} keys of the export are missing or deleted in the lake. Backfill the export.");
        }
        if (OnlyInLake > 0)
        {
            yield return PlanText.Line(
                $"FAULT      {OnlyInLake:N0} keys of the lake are not in the export: deletions were lost. Backfill the export.");
        }
        foreach (var key in Keys) { yield return $"           {key}"; }
        if (HasFaults && Keys.Count == 0) { yield return "           Set BIPIPELINE_HASH_KEY to list the keys, as HMAC."; }
    }
}
