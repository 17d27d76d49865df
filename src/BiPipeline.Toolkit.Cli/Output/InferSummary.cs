using System.Globalization;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The result of <c>schema infer</c>, in lines and as JSON.</summary>
sealed record InferSummary(TableSchema Schema, SchemaInference Seen, string? Path, bool Written, double Seconds)
{
    const int NamedReasons = 3;
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
        if (Seen.LeftOut.Count > 0)
        {
            var more = Seen.LeftOut.Count > NamedAttributes ? ", …" : "";
            yield return $"  left to _rescued: {string.Join(", ", Seen.LeftOut.Take(NamedAttributes))}{more}";
        }
        if (Seen.Unreadable > 0) { yield return $"  unreadable: {Reasons(Seen)}"; }
        yield return ToString();
    }

    public override string ToString()
    {
        var leftOut = Seen.LeftOut.Count == 0
            ? ""
            : $", {Count.Of(Seen.LeftOut.Count, "attribute")} left to _rescued";
        var where = Path is null ? "" : Written ? $" in {Path}" : $" in {Path}, nothing new";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(Seen.Records, "record")}, {Seen.Unreadable:N0} unreadable → "
                + $"{Count.Of(Schema.Columns.Count, "column")}{leftOut}, version {Schema.Version}{where}");
    }

    string ToJson() => JsonLine.Of(line =>
    {
        line.WriteString("table", Schema.Table);
        line.WriteNumber("version", Schema.Version);
        line.WriteNumber("columns", Schema.Columns.Count);
        line.WriteNumber("records", Seen.Records);
        line.WriteNumber("unreadable", Seen.Unreadable);
        line.WriteNumber("other_entities", Seen.OtherEntities);
        line.WriteNumber("left_out", Seen.LeftOut.Count);
        line.WriteTexts("decisions", Seen.Decisions);
        line.WriteCounts("reasons", Seen.Reasons);
        line.WriteString("hash", Schema.ComputeHash());
        line.WriteString("out", Path);
        line.WriteBoolean("written", Written);
        line.WriteNumber("seconds", Math.Round(Seconds, 3));
    });
}
