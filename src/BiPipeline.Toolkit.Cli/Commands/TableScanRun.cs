using System.Globalization;
using Amazon.DynamoDBv2;
using BiPipeline.Toolkit.DynamoDb;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Scans a table into the lake, in the form of an export.</summary>
sealed class TableScanRun(Terminal terminal, AmazonDynamoDBClient client, TableScannerOptions options) : IDisposable
{
    // An eventually consistent read of 4 KB is half a unit.
    const double BytesPerUnit = 8192;

    // US dollars per read request unit of an on-demand table in us-east-1.
    const double UnitPrice = 0.125e-6;

    public void Dispose() => client.Dispose();

    /// <summary>Scans what is missing and returns the location of the export.</summary>
    internal async Task<string> RunAsync(IObjectStore store, IReadOnlyList<TableSchema> schemas, CancellationToken cancellationToken)
    {
        var table = await new TableScanner(client, options).DescribeAsync(cancellationToken).ConfigureAwait(false);
        var export = await ScannedExport.OpenAsync(
            store, schemas, table.Arn, table.Keys, options.Segments, cancellationToken: cancellationToken).ConfigureAwait(false);
        var before = export.Items;
        var units = 0.0;
        await terminal.Error.WriteLineAsync(Line(
            $"Scan of {table.Arn} as of {export.AsOf.UtcDateTime:O}: about {table.Items:N0} items, {before:N0} are stored."))
            .ConfigureAwait(false);
        await new TableScanner(client, options with { Segments = export.Segments }).RunAsync(WriteAsync, export.NextOf, cancellationToken)
            .ConfigureAwait(false);
        var location = await export.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await terminal.Error.WriteLineAsync(Line($"Scanned {export.Items - before:N0} items with {units:N1} read capacity units."))
            .ConfigureAwait(false);
        return location;

        async Task WriteAsync(ScanPage page, CancellationToken token)
        {
            await export.AddAsync(page.Segment, page.Number, page.Items, page.Lines, page.Next, token).ConfigureAwait(false);
            lock (export) { units += page.CapacityUnits; }
        }
    }

    /// <summary>Prints the size and the cost of a scan.</summary>
    internal async Task PrintPlanAsync(bool json, CancellationToken cancellationToken)
    {
        var table = await new TableScanner(client, options).DescribeAsync(cancellationToken).ConfigureAwait(false);
        var units = Math.Ceiling(table.Bytes / BytesPerUnit);
        string[] lines =
        [
            $"scan of {table.Arn}",
            Line($"  data       about {table.Items:N0} items, {table.Bytes / 1e6:N1} MB"),
            Line($"  capacity   about {units:N0} read units, ${units * UnitPrice:N2} on demand at us-east-1's prices"),
        ];
        foreach (var line in lines) { await terminal.Output.WriteLineAsync(line).ConfigureAwait(false); }
        if (options.CapacityUnitsPerSecond is { } limit)
        {
            await terminal.Output.WriteLineAsync(Line(
                $"  time       at least {TimeSpan.FromSeconds(Math.Ceiling(units / limit)):c} at {limit:N0} units per second"))
                .ConfigureAwait(false);
        }
        if (json)
        {
            await terminal.Output.WriteLineAsync(JsonLine.Of(line =>
            {
                line.WriteString("table", table.Arn);
                line.WriteNumber("items", table.Items);
                line.WriteNumber("bytes", table.Bytes);
                line.WriteNumber("capacity_units", units);
            })).ConfigureAwait(false);
        }
    }

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
