using System.Diagnostics;
using System.Globalization;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Benchmarks.Load;

/// <summary>
/// Runs many concurrent invocations against one lake on the disk, a third of them delivered twice, then counts with a query: every record
/// exists, and none twice. Prints a row of <c>docs/performance.md</c>.
/// </summary>
static class LoadRun
{
    const int PayloadBytes = 5_000_000;
    const string Location = "s3://load";
    const string Database = "load";

    /// <summary>Runs and checks.</summary>
    /// <param name="invocations">Number of payloads of 5 MB, each with other records.</param>
    /// <param name="concurrentBatches"><see cref="StreamPipelineOptions.ConcurrentBatches"/>.</param>
    /// <returns>0 when no record is lost or doubled, else 1.</returns>
    internal static async Task<int> RunAsync(int invocations, int concurrentBatches)
    {
        var schema = OrdersItem.Schema();
        var folder = Directory.CreateTempSubdirectory("bipipeline-load-");
        try
        {
            var records = 0L;
            for (var i = 0; i < invocations; i++)
            {
                var (bytes, count) = StreamEvent.Generate(RecordShape.Orders, PayloadBytes, firstRecord: i * 100_000);
                await File.WriteAllBytesAsync(PayloadFile(folder, i), bytes);
                records += count;
            }
            var lake = Path.Combine(folder.FullName, "lake");
            var pipeline = new StreamPipeline(
                new DirectoryObjectStore(lake),
                new() { Schemas = [schema], ConcurrentBatches = concurrentBatches });
            var deliveries = Enumerable.Range(0, invocations).SelectMany(i => i % 3 == 0 ? new[] { i, i } : [i]).ToArray();
            var started = Stopwatch.GetTimestamp();
            var answers = await Task.WhenAll(deliveries.Select(i => Task.Run(() => DeliverAsync(pipeline, PayloadFile(folder, i)))));
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var peak = Process.GetCurrentProcess().PeakWorkingSet64;

            var (rows, events) = await CountAsync(schema, lake);
            var isWhole = answers.All(answer => answer == """{"batchItemFailures":[]}""") && rows == records && events == records;
            Console.WriteLine("| invocations | deliveries | at a time | records | rows | distinct events | seconds | MB/s | peak memory |");
            Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {invocations} | {deliveries.Length} | {concurrentBatches} | {records:N0} | {rows:N0} | {events:N0} | "
                    + $"{seconds:F1} | {deliveries.Length * (PayloadBytes / 1e6) / seconds:F0} | {peak / 1e6:F0} MB |"));
            Console.WriteLine(isWhole ? "Nothing is lost, nothing is there twice." : "FAILED: rows are lost or there twice.");
            return isWhole ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string PayloadFile(DirectoryInfo folder, int invocation) =>
        Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{invocation}.json"));

    static async Task<string> DeliverAsync(StreamPipeline pipeline, string file)
    {
        await using var payload = File.OpenRead(file);
        using var answer = new StreamReader(await pipeline.HandleAsync(payload, CancellationToken.None));
        return await answer.ReadToEndAsync();
    }

    static async Task<(long Rows, long Events)> CountAsync(TableSchema schema, string folder)
    {
        var catalog = new InMemoryGlueCatalog();
        var plan = await CatalogPlan.CreateAsync(catalog, LakeCatalog.Create([schema], new() { Database = Database, Location = Location }));
        await plan.ApplyAsync(catalog);
        using var engine = LocalAthenaEngine.Open(catalog, folder, new() { LakeLocation = Location });
        var result = await engine.ExecuteAsync(
            $"SELECT count(*), count(DISTINCT _event_id) FROM {schema.Table}",
            Database,
            CancellationToken.None);
        return (long.Parse(result.Rows[0][0]!, CultureInfo.InvariantCulture), long.Parse(result.Rows[0][1]!, CultureInfo.InvariantCulture));
    }
}
