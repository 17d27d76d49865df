using BiPipeline.Toolkit;
using OrdersPipeline.Catalog;
using OrdersPipeline.Dashboard;
using OrdersPipeline.Data;
using OrdersPipeline.Printing;
using OrdersPipeline.Views;
using Spectre.Console;

namespace OrdersPipeline.Local;

/// <summary>The whole local pipeline: from orders to lake, catalog, views and dashboard.</summary>
/// <param name="layout">The sample's files.</param>
/// <param name="engine">The engine that runs SQL.</param>
/// <param name="console">The output for the user.</param>
/// <param name="time">The clock for durations.</param>
sealed class LocalRun(SampleLayout layout, ILocalEngine engine, IAnsiConsole console, TimeProvider time)
{
    const int RowsShown = 14;

    /// <summary>Runs every step into a folder.</summary>
    /// <param name="output">The folder.</param>
    /// <param name="keepsLatest">Whether the orders as they are now are kept in a latest table.</param>
    /// <param name="cancellationToken">Stops the current step.</param>
    /// <returns>Whether every check passed.</returns>
    internal async Task<bool> RunAsync(string output, bool keepsLatest, CancellationToken cancellationToken)
    {
        var schema = TableSchema.Load(layout.SchemaFile);
        var views = OrdersViews.Read(schema, layout.ViewsFile);
        List<string> written = [];

        var folder = Path.Combine(output, "lake");
        var lake = await LakeRun.RunAsync(schema, OrderScript.Load(layout.Data), folder, time, cancellationToken).ConfigureAwait(false);
        written.Add(folder);

        WriteIfChanged(layout.CatalogFile, OrdersCatalog.PublishedDdl(schema));
        written.Add(layout.CatalogFile);

        var report = await engine.ReportAsync(
            keepsLatest ? schema with { Latest = new() } : schema,
            folder,
            views,
            OrdersViews.ReadChecks(layout.ChecksFolder),
            cancellationToken).ConfigureAwait(false);
        foreach (var table in report.Tables) { ResultTablePrinter.Print(console, table, RowsShown); }

        var page = Path.Combine(output, "dashboard.html");
        WriteIfChanged(page, DashboardPage.Write(report));
        written.Add(page);

        SummaryPrinter.Print(
            console,
            lake,
            report.Checks,
            [.. written.Select(path => Path.GetRelativePath(Environment.CurrentDirectory, path))]);
        return report.Checks.All(check => check.Passed);
    }

    // Does not write a file with the same text, so that its time shows the last change.
    static void WriteIfChanged(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text) { return; }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
