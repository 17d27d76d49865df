using System.Globalization;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The result of <c>schema infer</c>, in lines and as JSON.</summary>
sealed record InferSummary(TableSchema Schema, SchemaInference Seen, string? Path, bool Written, double Seconds)
{
    const int NamedReasons = 5;
    const int NamedAttributes = 20;

    internal async Task WriteAsync(Terminal terminal, bool json)
    {
        // Only the schema goes to the output, for a pipe.
        var report = Path is null ? terminal.Error : terminal.Output;
        foreach (var line in Lines()) { await report.WriteLineAsync(line).ConfigureAwait(false); }
        if (json) { await terminal.Output.WriteLineAsync(ToJson()).ConfigureAwait(false); }
    }

    internal static string Reasons(SchemaInference seen) => string.Join(
        ", ",
        seen.Reasons.Take(NamedReasons).Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value:N0}: {reason.Key}")));

    IEnumerable<string> Lines()
    {
        foreach (var decision in Seen.Decisions) { yield return $"  {decision}"; }
        if (Seen.WithoutColumn.Count > 0)
        {
            var more = Seen.WithoutColumn.Count > NamedAttributes ? ", …" : "";
            yield return $"  without a column, kept in _rescued: {string.Join(", ", Seen.WithoutColumn.Take(NamedAttributes))}{more}";
        }
        if (Seen.EmptyColumns.Count > 0) { yield return $"  no value in any record: {string.Join(", ", Seen.EmptyColumns)}"; }
        if (Seen.UnmetPolicies.Count > 0)
        {
            var paths = string.Join(", ", Seen.UnmetPolicies);
            yield return $"  policies that met no attribute in {Count.Of(Seen.Records, "record")}: {paths}";
        }
        foreach (var (reason, records) in Seen.Reasons.Take(NamedReasons))
        {
            yield return $"  unreadable, {Count.Of(records, "record")}: {reason}";
        }
        if (Seen.Reasons.Count > NamedReasons)
        {
            yield return $"  unreadable: {Count.Of(Seen.Reasons.Count - NamedReasons, "more reason")}, all of them in --json";
        }
        yield return ToString();
    }

    public override string ToString()
    {
        var without = Seen.WithoutColumn.Count == 0
            ? ""
            : $", {Count.Of(Seen.WithoutColumn.Count, "attribute")} without one";
        var where = Path is null ? "" : Written ? $" in {Path}" : $" in {Path}, nothing new";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(Seen.Records, "record")}, {Seen.Unreadable:N0} unreadable → "
                + $"{Count.Of(Schema.Columns.Count, "column")}{without}, version {Schema.Version}{where}");
    }

    string ToJson() => JsonLine.Of(line =>
    {
        line.WriteString("table", Schema.Table);
        line.WriteNumber("version", Schema.Version);
        line.WriteNumber("columns", Schema.Columns.Count);
        line.WriteNumber("records", Seen.Records);
        line.WriteNumber("unreadable", Seen.Unreadable);
        line.WriteNumber("other_entities", Seen.OtherEntities);
        line.WriteTexts("without_column", Seen.WithoutColumn.Select(path => path.ToString()));
        line.WriteTexts("decisions", Seen.Decisions);
        line.WriteCounts("forms", Seen.Forms);
        line.WriteCounts("reasons", Seen.Reasons);
        line.WriteTexts("empty_columns", Seen.EmptyColumns);
        line.WriteTexts("unmet_policies", Seen.UnmetPolicies);
        line.WriteString("hash", Schema.ComputeHash());
        line.WriteString("out", Path);
        line.WriteBoolean("written", Written);
        line.WriteNumber("seconds", Math.Round(Seconds, 3));
    });
}
