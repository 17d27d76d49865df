using System.Globalization;
using Spectre.Console;

namespace OrdersPipeline.Printing;

/// <summary>Prints what a run did.</summary>
static class SummaryPrinter
{
    internal static void Print(IAnsiConsole console, RunSummary summary)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 3, 0) }).AddColumn();
        Row(grid, "stream", Invariant($"{summary.Records:N0} records in {summary.Payloads:N0} Lambda payloads, {Megabytes(summary.BytesIn)}"));
        Row(grid, "handler", Invariant($"{summary.HandlerTime.TotalSeconds:0.00} s, {summary.BytesIn / 1e6 / Math.Max(summary.HandlerTime.TotalSeconds, 1e-9):0.0} MB/s"));
        Row(grid, "rows", Invariant($"{summary.Rows:N0} typed, {summary.Rescued:N0} with rescued values, {summary.Quarantined:N0} records in quarantine"));
        Row(grid, "lake", string.Join(", ", summary.Zones.Select(zone => Invariant($"{zone.Name} {zone.Files:N0} files {Megabytes(zone.Bytes)}"))));
        Row(grid, "changed", Changes(summary));
        for (var index = 0; index < summary.Written.Count; index++) { Row(grid, index == 0 ? "written" : "", summary.Written[index]); }
        console.Write(new Rule("summary") { Justification = Justify.Left, Style = new Style(decoration: Decoration.Dim) });
        console.Write(grid);
    }

    static string Changes(RunSummary summary) => (summary.NewFiles, summary.ChangedFiles) switch
    {
        (0, 0) => "nothing: every file was there already, byte for byte",
        (var added, 0) => Invariant($"{added:N0} new files, none replaced"),
        var (added, changed) => Invariant($"{added:N0} new files, {changed:N0} CHANGED files"),
    };

    static void Row(Grid grid, string name, string text) => grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(text));

    static string Megabytes(long bytes) => Invariant($"{bytes / 1e6:0.0} MB");

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
