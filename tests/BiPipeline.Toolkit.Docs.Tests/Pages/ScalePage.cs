using System.Globalization;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>
/// The tables of <c>docs/scale.md</c>: arithmetic over what <c>docs/costs.md</c> measured for two sizes of batches, with its prices and these.
/// </summary>
static class ScalePage
{
    // DynamoDB: a partition takes 1,000 writes of 1 KB per second, and a stream has at least a shard per partition.
    const double WritesPerShard = 1000;

    // The event source mapping of the sample.
    const double WindowSeconds = 60;

    const double FunctionMegabytes = 512;
    const double MegabytesOfOneCpu = 1769;
    const double SecondsOfAPut = 0.05;
    const double LambdaGigabyteSecond = 0.0000166667;
    const double LambdaRequest = 0.20 / 1_000_000;
    const double Put = 0.005 / 1000;
    const double Get = 0.0004 / 1000;
    const double GigabyteMonth = 0.023;

    // The largest object of the writers, and zones with objects per day: rows and raw.
    const double ObjectMegabytes = 128;
    const double Zones = 2;

    // Of the stored megabytes, those of raw: docs/costs.md, JSON only.
    const double RawShare = 236.0 / 341;

    // The orders of docs/costs.md, and what docs/scale.md says that a core rebuilds per second.
    const double BytesOfAnOrder = 1270;
    const double RebuiltBytesPerSecond = 136e6;

    static readonly double[] ChangesADay = [1e6, 1e7, 1e8, 1e9, 1e10];

    /// <summary>Writing: shards, invocations, objects, bytes, and what they cost.</summary>
    internal static string Writing()
    {
        List<string> lines =
        [
            "| changes per day | per second | shards, at least | batch | invocations | objects | GB stored | core hours | Lambda, $ | puts, $ | storage of 30 days, $ per month |",
            "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        ];
        foreach (var day in ChangesADay.Select(changes => new Day(changes)))
        {
            lines.Add(Line($"| {Power(day.Changes)} | {day.PerSecond:N0} | {day.Shards:N0} | {day.Batch:N0} | {day.Invocations:N0} | {day.Objects:N0} | {day.Gigabytes:N1} | {day.CoreHours:N2} | {day.Lambda:N2} | {day.Objects * Put:N2} | {day.Gigabytes * 30 * GigabyteMonth:N2} |"));
        }
        return string.Join('\n', lines);
    }

    /// <summary>What a day's objects are before and after they are rewritten as large ones, and what reading the day again takes.</summary>
    internal static string Upkeep()
    {
        List<string> lines =
        [
            "| changes per day | objects | objects of 128 MiB | gets to read them once, $ | after, $ | lists per listing | after | rebuild: core hours | rebuild: units | rebuild: requests, $ |",
            "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        ];
        foreach (var day in ChangesADay.Select(changes => new Day(changes)))
        {
            lines.Add(Line($"| {Power(day.Changes)} | {day.Objects:N0} | {day.LargeObjects:N0} | {day.Objects * Get:N4} | {day.LargeObjects * Get:N4} | {Lists(day.Objects):N0} | {Lists(day.LargeObjects):N0} | {day.RebuildHours:N2} | {day.RebuildUnits:N0} | {day.RebuildRequests:N2} |"));
        }
        return string.Join('\n', lines);
    }

    static double Lists(double objects) => Math.Ceiling(objects / 1000);

    static string Power(double changes) => Line($"10{"⁰¹²³⁴⁵⁶⁷⁸⁹"[(int)Math.Log10(changes) % 10]}").Replace("10⁰", "10¹⁰", StringComparison.Ordinal);

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    sealed record Day(double Changes)
    {
        // Rows of docs/costs.md: per million events.
        static readonly double[] Full = Row("| toolkit, full batches");
        static readonly double[] Small = Row("| toolkit, one batch per minute");

        internal double PerSecond => Changes / 86_400;

        internal double Shards => Math.Ceiling(PerSecond / WritesPerShard);

        internal double Batch => Math.Min(1e6 / Full[0], PerSecond * WindowSeconds / Shards);

        internal double Invocations => Changes / Batch;

        internal double Objects => Of(3) * (Changes / 1e6);

        internal double Gigabytes => Of(4) * (Changes / 1e6) / 1000;

        internal double LargeObjects => Math.Max(Zones, Math.Ceiling(Full[4] * (Changes / 1e6) / ObjectMegabytes));

        internal double CoreHours => Of(1) * (Changes / 1e6) / 3600;

        internal double Lambda
        {
            get
            {
                var seconds = (CoreHours * 3600 * MegabytesOfOneCpu / FunctionMegabytes) + (Invocations * 2 * SecondsOfAPut);
                return (seconds * FunctionMegabytes / 1024 * LambdaGigabyteSecond) + (Invocations * LambdaRequest);
            }
        }

        internal double RebuildHours => Changes * BytesOfAnOrder / RebuiltBytesPerSecond / 3600;

        internal double RebuildUnits => Math.Ceiling(RawMegabytes / ObjectMegabytes);

        // The raw objects, and for each unit a receipt, two listings and an object of rows.
        internal double RebuildRequests => (Objects / 3 * Get) + (RebuildUnits * 4 * Put);

        double RawMegabytes => Gigabytes * 1000 * RawShare;

        // A fixed part per million events, and a part per invocation: through both measured sizes.
        double Of(int column)
        {
            var perInvocation = (Small[column] - Full[column]) / (Small[0] - Full[0]);
            return Full[column] + (perInvocation * ((1e6 / Batch) - Full[0]));
        }

        // Invocations, core seconds, GB-seconds, puts, MB stored, MB read.
        static double[] Row(string start)
        {
            var line = File.ReadAllLines(Repository.PathOf("docs/costs.md")).First(line => line.StartsWith(start, StringComparison.Ordinal));
            return [.. line.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        }
    }
}
