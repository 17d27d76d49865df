using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BiPipeline.Toolkit.DynamoDb;
using OrdersPipeline.Data;
using OrdersPipeline.Printing;
using Spectre.Console;

namespace OrdersPipeline.Deploy;

/// <summary>Writes the sample's orders and changes to a table.</summary>
sealed class LoadRun(IAmazonDynamoDB dynamoDb, IAnsiConsole console, TimeProvider time)
{
    /// <summary>Writes the missing part.</summary>
    /// <param name="script">Orders and changes.</param>
    /// <param name="table">The table.</param>
    /// <param name="journalPath">File with the completed part.</param>
    /// <param name="parallelism">Number of concurrent requests.</param>
    /// <param name="overwrite">Whether to write to a table with items that are not in the journal.</param>
    /// <param name="cancellationToken">Ends the run. Another run continues.</param>
    /// <exception cref="RefusedException">The table has other items.</exception>
    internal async Task RunAsync(
        OrderScript script,
        string table,
        string journalPath,
        int parallelism,
        bool overwrite,
        CancellationToken cancellationToken)
    {
        var load = OrdersLoad.From(script);
        if (!overwrite && !File.Exists(journalPath) && await HoldsItemsAsync(table, cancellationToken).ConfigureAwait(false))
        {
            throw new RefusedException(
                $"Table '{table}' has items, but no journal at '{journalPath}'. Load into an empty table, "
                    + $"name the journal with --journal, or overwrite the items with --overwrite.");
        }
        var options = new TableLoaderOptions
        {
            Table = table,
            KeyAttributes = [OrderItem.KeyName],
            VersionAttribute = OrdersLoad.VersionAttribute,
            Parallelism = parallelism,
            TimeProvider = time,
        };
        var loader = new TableLoader(dynamoDb, options);
        var begun = time.GetTimestamp();
        var done = await LoadBar.RunAsync(console, load, progress =>
            loader.LoadAsync(load.Items, load.Changes, journalPath, progress, cancellationToken)).ConfigureAwait(false);
        Print(table, done, time.GetElapsedTime(begun));
    }

    async Task<bool> HoldsItemsAsync(string table, CancellationToken cancellationToken)
    {
        var page = await dynamoDb.ScanAsync(new ScanRequest(table) { Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return page.Items is { Count: > 0 };
    }

    void Print(string table, LoadProgress done, TimeSpan elapsed)
    {
        Line($"Table '{table}' has {done.ItemsTotal:N0} orders and {done.ChangesTotal:N0} changes ({elapsed.TotalSeconds:0.0} s).");
        if (done.AlreadyDone > 0) { Line($"{done.AlreadyDone:N0} of these writes were done before."); }
        if (done.NotFound > 0) { Line($"{done.NotFound:N0} updates found no order, possibly because the TTL service deleted it."); }
        if (done.Retries > 0) { Line($"{done.Retries:N0} requests were repeated because the table was busy."); }
    }

    void Line(FormattableString text) => console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
