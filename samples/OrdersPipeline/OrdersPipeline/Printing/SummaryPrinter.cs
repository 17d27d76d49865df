using System.Globalization;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Local;
using Spectre.Console;

namespace OrdersPipeline.Printing;

/// <summary>Prints the result of a run.</summary>
static class SummaryPrinter
{
    /// <summary>Prints the figures of the lake, the passed checks, and the written files.</summary>
    internal static void Print(IAnsiConsole console, LakeOutcome lake, IReadOnlyList<SqlCheckResult> checks, IReadOnlyList<string> written)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 3, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        Row(grid, "stream", Invariant($"{lake.Records:N0} records in {lake.Payloads:N0} Lambda payloads, {Megabytes(lake.BytesIn)}"));
        Row(
            grid,
            "handler",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{lake.HandlerTime.TotalSeconds:0.00} s, "
                + $"{lake.BytesIn / 1e6 / Math.Max(lake.HandlerTime.TotalSeconds, 1e-9):0.0} MB/s into "
                + $"{lake.Zones.Sum(zone => zone.Files):N0} files"));
        Row(
            grid,
            "rows",
            Invariant($"{lake.Rows:N0} typed, {lake.Rescued:N0} values rescued, {lake.Quarantined:N0} records in quarantine"));
        Row(
            grid,
            "lake",
            string.Join(", ", lake.Zones.Select(zone => Invariant($"{zone.Name} {zone.Files:N0} files {Megabytes(zone.Bytes)}"))));
        Row(grid, "changed", Changes(lake));
        Row(grid, "checks", Invariant($"{checks.Count(check => check.Passed):N0} of {checks.Count:N0} pass"));
        Rows(grid, "", [.. checks.Where(check => !check.Passed).Select(check => check.ToString())]);
        Rows(grid, "written", written);
        console.Write(new Rule("summary") { Justification = Justify.Left, Style = new Style(decoration: Decoration.Dim) });
        console.Write(grid);
    }

    static string Changes(LakeOutcome lake) => (lake.NewFiles, lake.ChangedFiles) switch
    {
        (0, 0) => "nothing: every file existed",
        (var added, 0) => Invariant($"{added:N0} new files, none replaced"),
        var (added, changed) => Invariant($"{added:N0} new files, {changed:N0} CHANGED files"),
    };

    static void Rows(Grid grid, string name, IReadOnlyList<string> texts)
    {
        for (var index = 0; index < texts.Count; index++) { Row(grid, index == 0 ? name : "", texts[index]); }
    }

    static void Row(Grid grid, string name, string text) =>
        grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(text));

    static string Megabytes(long bytes) => Invariant($"{bytes / 1e6:0.0} MB");

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
