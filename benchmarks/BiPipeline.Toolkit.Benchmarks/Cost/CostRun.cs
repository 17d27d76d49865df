using System.Globalization;
using System.IO.Compression;
using System.Text;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.Benchmarks.Cost;

/// <summary>Measures the cost of writing and querying a million events, and prints <c>docs/costs.md</c>.</summary>
static class CostRun
{
    const double Events = 1_000_000;

    // The columns of the Parquet files that `SELECT country, sum(amount) FROM orders_current GROUP BY country` reads.
    static readonly string[] QueryColumns =
    [
        "order_id",
        "country",
        "amount",
        "_stream",
        "_sequence",
        "_schema_version",
        "_event_id",
        "_deleted",
    ];

    internal static async Task<int> RunAsync()
    {
        // Full batches, as from a backlog or a busy table; and the records of a minute when a million events are a month's.
        List<CostFigures> figures = [];
        foreach (
            var (name, bytes, invocations) in new[]
            {
                ("full batches of 5.6 MB", 5_600_000, 24),
                ("one batch per minute, 23 events", 28_000, 400),
            })
        {
            figures.Add(await ToolkitAsync(name, bytes, invocations));
            figures.Add(JsonOnly(name, bytes, invocations));
        }
        Console.Write(Page(figures));
        return 0;
    }

    static async Task<CostFigures> ToolkitAsync(string name, int payloadBytes, int invocations)
    {
        var folder = Directory.CreateTempSubdirectory("bipipeline-cost-");
        try
        {
            var pipeline = new StreamPipeline(
                new DirectoryObjectStore(folder.FullName, new() { Sync = false }),
                new() { Schemas = [OrdersItem.Schema()] });
            var (records, objects, bytes, seconds) = (0L, 0L, 0L, 0.0);
            // The first run includes the JIT compiler's time.
            for (var i = -1; i < invocations; i++)
            {
                var payload = StreamEvent.Generate(RecordShape.Orders, payloadBytes, firstRecord: (i + 1) * 100_000).Bytes;
                var started = Environment.CpuUsage.TotalTime;
                var outcome = await pipeline.ProcessAsync(payload, CancellationToken.None);
                if (i < 0) { continue; }
                seconds += (Environment.CpuUsage.TotalTime - started).TotalSeconds;
                (records, objects, bytes) = (
                    records + outcome.Records,
                    objects + outcome.Commit.Objects.Count,
                    bytes + outcome.Commit.Objects.Sum(item => item.Bytes));
            }
            var times = Events / records;
            return new(
                $"toolkit, {name}",
                invocations * times,
                seconds * times,
                objects * times,
                PutWaves: 2,
                bytes * times,
                QueryBytes(folder.FullName) * Events / (records + (records / (double)invocations)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The most common hand-written form: the batch's records as gzip lines in one object. Every query reads and decompresses all of them.
    static CostFigures JsonOnly(string name, int payloadBytes, int invocations)
    {
        var (records, bytes, seconds) = (0L, 0L, 0.0);
        for (var i = 0; i < invocations; i++)
        {
            var (payload, count) = StreamEvent.Generate(RecordShape.Orders, payloadBytes, firstRecord: i * 100_000);
            var started = Environment.CpuUsage.TotalTime;
            using var output = new MemoryStream();
            using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true)) { gzip.Write(payload); }
            seconds += (Environment.CpuUsage.TotalTime - started).TotalSeconds;
            (records, bytes) = (records + count, bytes + output.Length);
        }
        var times = Events / records;
        return new(
            $"JSON only, {name}",
            invocations * times,
            seconds * times,
            invocations * times,
            PutWaves: 1,
            bytes * times,
            bytes * times);
    }

    static double QueryBytes(string lake)
    {
        using var database = InMemoryDatabase.Open([]);
        using var connection = database.Connect();
        var columns = string.Join(", ", QueryColumns.Select(column => $"'{column}'"));
        using var result = connection.Query(
            $"SELECT CAST(sum(total_compressed_size) AS BIGINT) FROM parquet_metadata('{lake}/processed/orders/**/*.parquet') "
                + $"WHERE path_in_schema IN ({columns})");
        result.Next();
        return result.Column(0).Read<long>(0);
    }

    static string Page(IReadOnlyList<CostFigures> figures)
    {
        var (invocations, puts) = (AwsPrices.LambdaRequest * 1e6, AwsPrices.S3Put * 1000);
        var (megabytes, putMilliseconds) = (CostFigures.FunctionMegabytes, CostFigures.SecondsOfAPut * 1000);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # What a million events cost

            <!-- Made by: dotnet run -c Release --project benchmarks/BiPipeline.Toolkit.Benchmarks -- cost -->

            Measured: seconds of one core, objects, bytes. Assumed: list prices of us-east-1 without free tiers
            ({AwsPrices.LambdaGigabyteSecond:F10} $ per GB-second, {invocations:F2} $ per million invocations,
            {puts:F3} $ per thousand puts, {AwsPrices.S3GigabyteMonth:F3} $ per GB-month,
            {AwsPrices.AthenaTerabyte:F0} $ per TB scanned, at least 10 MB per query), a function of {megabytes} MB, whose share of a
            core is {megabytes}/{AwsPrices.MegabytesOfOneCpu:F0}, and {putMilliseconds:F0} ms of waiting for each put. Check them
            against your bill. Lambda reads the stream for free.

            The orders of the benchmarks, 1,270 bytes of JSON each. *JSON only* writes the batch's records as received, gzipped into one
            object: the minimum for a function. The toolkit writes that too, for the raw zone, and the typed Parquet.

            | per million events | invocations | core seconds | GB-seconds | puts | MB stored | MB read per query |
            |---|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var one in figures)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {one.Name} | {one.Invocations:N0} | {one.CpuSeconds:F1} | {one.GigabyteSeconds:F0} | {one.Puts:N0} | "
                    + $"{one.Bytes / 1e6:F0} | {one.QueryBytes / 1e6:F1} |\n");
        }
        page.Append("\n| in dollars | Lambda | S3 puts | S3 per month | 100 queries | together |\n|---|--:|--:|--:|--:|--:|\n");
        foreach (var one in figures)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {one.Name} | {one.Lambda:F3} | {one.Requests:F3} | {one.Storage:F4} | {one.HundredQueries:F4} | "
                    + $"{one.Lambda + one.Requests + one.Storage + one.HundredQueries:F3} |\n");
        }
        page.Append("""

            How to read it:

            - **A busy table costs cents.** With full batches, computing is the smallest part of a small bill.
            - **A quiet table pays for its minutes, not its events**: each batch is an invocation and a few puts, also with few records.
              Where a delay of a few minutes is acceptable, a longer batching window (up to 300 s) divides both.
            - **Small files cost more than their bytes**: the fixed part of every file makes one batch per minute twice as large as full
              batches, and Athena opens each file. There is no compaction yet.
            - **Queries are where columns save money.** A query reads all of JSON; of Parquet it reads the columns that it names, in the
              partitions that it names. The table has no partition filter; with one, divide again.

            """);
        return page.ToString();
    }
}
