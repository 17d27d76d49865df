using System.Globalization;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The result of a run of <c>flatten</c>, as lines and as JSON.</summary>
/// <param name="Location">The lake.</param>
/// <param name="Outcome">The counts.</param>
/// <param name="Seconds">Duration in seconds.</param>
sealed record FlattenSummary(string Location, FileOutcome Outcome, double Seconds)
{
    const int ShownReasons = 5;
    const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The times of the full exports among the inputs.</summary>
    internal IReadOnlyList<DateTimeOffset> Exports { get; init; } = [];

    internal async Task WriteAsync(Terminal terminal, bool json)
    {
        foreach (var line in Lines()) { await terminal.Output.WriteLineAsync(line).ConfigureAwait(false); }
        if (json) { await terminal.Output.WriteLineAsync(ToJson()).ConfigureAwait(false); }
    }

    IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(Outcome.Records, "record")} → {Count.Of(Outcome.Rows, "row")} and {Count.Of(Outcome.ChildRows, "child row")} "
                + $"in {Count.Of(Outcome.Files, "file")} ({Outcome.CreatedFiles:N0} new) below {Location}");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Outcome.Quarantined:N0} quarantined, {Count.Of(Outcome.Rescued, "value")} rescued; {Outcome.BytesIn:N0} bytes in, "
                + $"{Outcome.BytesOut:N0} out; {Seconds:F2} s, {Outcome.BytesIn / 1e6 / Math.Max(Seconds, 1e-9):F0} MB/s");
        foreach (var (reason, records) in Outcome.Reasons.Take(ShownReasons))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  quarantine, {Count.Of(records, "record")}: {reason}");
        }
        if (Outcome.Reasons.Count > ShownReasons)
        {
            yield return $"  quarantine: {Count.Of(Outcome.Reasons.Count - ShownReasons, "more reason")}, all of them in --json";
        }
        if (Outcome.Ignored > 0) { yield return $"  ignored entities: {Count.Of(Outcome.Ignored, "record")}, in the raw zone alone"; }
        foreach (var export in Exports)
        {
            yield return $"  export of {Text(export)}: its items are in the lake, and it is not a baseline: items that it lacks stay. "
                + "Use lake backfill for a baseline.";
        }
        foreach (var (marker, rows) in Outcome.BehindBaselines)
        {
            var asOf = LakeLayout.BaselineTime(marker) is { } time ? Text(time) : marker;
            yield return $"  older than the baseline of {asOf}: {Count.Of(rows, "row")}, which current views do not show ({marker})";
        }
        if (Outcome.EmptyColumns.Count > 0) { yield return $"  no value in any row: {string.Join(", ", Outcome.EmptyColumns)}"; }
        if (Outcome.UnmetPolicies.Count > 0)
        {
            var paths = string.Join(", ", Outcome.UnmetPolicies);
            yield return $"  policies that met no attribute in {Count.Of(Outcome.Records, "record")}: {paths}";
        }
    }

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    string ToJson() => JsonLine.Of(line =>
    {
        line.WriteNumber("records", Outcome.Records);
        line.WriteNumber("rows", Outcome.Rows);
        line.WriteNumber("child_rows", Outcome.ChildRows);
        line.WriteNumber("files", Outcome.Files);
        line.WriteNumber("new_files", Outcome.CreatedFiles);
        line.WriteNumber("quarantined", Outcome.Quarantined);
        line.WriteNumber("ignored", Outcome.Ignored);
        line.WriteNumber("rescued", Outcome.Rescued);
        line.WriteNumber("bytes_in", Outcome.BytesIn);
        line.WriteNumber("bytes_out", Outcome.BytesOut);
        line.WriteNumber("seconds", Math.Round(Seconds, 3));
        line.WriteCounts("forms", Outcome.Forms);
        line.WriteCounts("reasons", Outcome.Reasons);
        line.WriteTexts("exports", Exports.Select(Text));
        line.WriteCounts("behind_baselines", Outcome.BehindBaselines);
        line.WriteTexts("empty_columns", Outcome.EmptyColumns);
        line.WriteTexts("unmet_policies", Outcome.UnmetPolicies);
    });
}
