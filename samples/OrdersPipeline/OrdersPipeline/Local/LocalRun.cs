using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Catalog;
using OrdersPipeline.Dashboard;
using OrdersPipeline.Data;
using OrdersPipeline.Printing;
using OrdersPipeline.Results;
using OrdersPipeline.Views;
using Spectre.Console;

namespace OrdersPipeline.Local;

/// <summary>The whole pipeline on this machine: orders in, lake, catalog, views, dashboard out.</summary>
/// <param name="layout">The sample's files.</param>
/// <param name="engine">What answers SQL.</param>
/// <param name="console">What is told to the user.</param>
/// <param name="time">The clock that durations are measured with.</param>
sealed class LocalRun(SampleLayout layout, ILocalEngine engine, IAnsiConsole console, TimeProvider time)
{
    const int RowsShown = 14;

    /// <summary>Runs every step into a folder.</summary>
    /// <returns>False when a step had to be skipped or a check does not hold.</returns>
    internal async Task<bool> RunAsync(string output, CancellationToken cancellationToken)
    {
        var schema = TableSchema.Load(layout.SchemaFile);
        var views = OrdersViews.Read(schema, layout.ViewsFile);
        List<string> written = [];

        var folder = Path.Combine(output, "lake");
        var lake = await LakeRun.RunAsync(schema, OrderScript.Load(layout.Data), folder, time, cancellationToken).ConfigureAwait(false);
        written.Add(folder);

        WriteIfChanged(layout.CatalogFile, OrdersCatalog.PublishedDdl(schema));
        written.Add(layout.CatalogFile);

        List<string> skipped = [];
        IReadOnlyList<SqlCheckResult> checks = [];
        if (engine.MissingReason is { } reason) { skipped.Add($"the views, their tables and the dashboard: {reason}"); }
        else
        {
            var report = await engine.ReportAsync(schema, folder, views, OrdersViews.ReadChecks(layout.ChecksFolder), cancellationToken).ConfigureAwait(false);
            checks = report.Checks;
            foreach (var table in report.Tables) { ResultTablePrinter.Print(console, table, RowsShown); }
            if (WriteDashboard(report, Path.Combine(output, "dashboard.html")) is { } page) { written.Add(page); }
            else { skipped.Add($"the dashboard: the charts' library is missing at {layout.ChartLibrary}; install Node 20 or later and run 'npm ci' in eng/native"); }
        }

        SummaryPrinter.Print(console, lake, checks, [.. written.Select(path => Path.GetRelativePath(Environment.CurrentDirectory, path))], skipped);
        return skipped.Count == 0 && checks.All(check => check.Passed);
    }

    string? WriteDashboard(SalesReport report, string path)
    {
        if (!File.Exists(layout.ChartLibrary)) { return null; }
        WriteIfChanged(path, DashboardPage.Write(report, File.ReadAllText(layout.ChartLibrary)));
        return path;
    }

    // A file that holds the text already is left as it is: its time tells when it last changed.
    static void WriteIfChanged(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text) { return; }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
