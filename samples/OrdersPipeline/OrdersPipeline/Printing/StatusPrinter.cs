using System.Globalization;
using OrdersPipeline.Status;
using Spectre.Console;

namespace OrdersPipeline.Printing;

/// <summary>Prints the status of the pipeline.</summary>
static class StatusPrinter
{
    internal static void Print(IAnsiConsole console, PipelineStatus status, DateTimeOffset now)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 3, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        Row(
            grid,
            "orders",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{status.Orders:N0} now; {status.Changes:N0} changes so far, {status.ChangesWithRescuedValues:N0} of them with "
                + $"rescued values"));
        Row(
            grid,
            "latest",
            status.LatestChange is { } latest
                ? Invariant($"{latest:yyyy-MM-dd HH:mm:ss} UTC, {Age(now - latest)} ago")
                : "no change has arrived yet");
        foreach (var zone in status.Zones)
        {
            Row(grid, zone.Name, Invariant($"{zone.Files:N0} files, {zone.Bytes / 1e6:N1} MB{Remark(zone.Name)}"));
        }
        if (status.Zones.Count == 0) { Row(grid, "lake", "empty"); }
        console.Write(grid);
        console.Write(Datasets(status.Datasets));
    }

    static Table Datasets(IReadOnlyList<SpiceEstimate> datasets)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("SPICE", new Style(decoration: Decoration.Bold)) };
        table.AddColumn("dataset")
            .AddColumn(new TableColumn("rows").RightAligned())
            .AddColumn(new TableColumn("size").RightAligned())
            .AddColumn(new TableColumn("of a dataset's limit").RightAligned())
            .AddColumn("Standard edition");
        foreach (var dataset in datasets)
        {
            table.AddRow(
                Markup.Escape(dataset.View),
                Invariant($"{dataset.Rows:N0}"),
                Size(dataset.Bytes),
                dataset.ShareOfEnterprise is > 0 and < 0.0001 ? "< 0.01 %" : Invariant($"{dataset.ShareOfEnterprise * 100:0.00} %"),
                dataset.FitsStandard ? "fits" : "too large");
        }
        table.Caption = new TableTitle(
            $"{Size(datasets.Sum(dataset => dataset.Bytes))} of the account's SPICE capacity in all, estimated by QuickSight's formula",
            new Style(decoration: Decoration.Dim));
        return table;
    }

    static string Remark(string zone) => zone switch
    {
        "quarantine" => ": records that could not be read; see table orders_quarantine",
        // Lambda writes the objects of an on-failure destination here.
        "aws" => ": discarded batches; 'bipipeline flatten' reads them as input",
        _ => "",
    };

    static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => Invariant($"{Math.Max(0, age.TotalSeconds):0} s"),
        { TotalHours: < 2 } => Invariant($"{age.TotalMinutes:0} min"),
        { TotalDays: < 2 } => Invariant($"{age.TotalHours:0} h"),
        _ => Invariant($"{age.TotalDays:N0} days"),
    };

    static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => Invariant($"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => Invariant($"{bytes / 1e6:0.0} MB"),
        _ => Invariant($"{bytes / 1e9:N1} GB"),
    };

    static void Row(Grid grid, string name, string text) =>
        grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(text));

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
