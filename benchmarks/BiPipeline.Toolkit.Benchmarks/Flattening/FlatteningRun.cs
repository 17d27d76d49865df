using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Benchmarks.Flattening;

/// <summary>
/// Flattens events and reads their tokens with <see cref="Utf8JsonReader"/>, in turn, in one process. Each round starts with another one,
/// so that a busy machine slows all of them. Prints times and ratios of the medians.
/// </summary>
static class FlatteningRun
{
    const int WarmUp = 30;

    internal static int Run(int rounds)
    {
        var (orders, hostile) = (Payload.Of(RecordShape.Orders), Payload.Of(RecordShape.Hostile));
        var one = new FlattenOptions { KeepRecords = false };
        (string Name, Action Run)[] runs =
        [
            ("Orders, one schema", Flatten(orders, [orders.Schema], one)),
            ("Orders, tokens only", () => Tokens(orders.Bytes)),
            ("Hostile, one schema", Flatten(hostile, [hostile.Schema], one)),
            ("Hostile, tokens only", () => Tokens(hostile.Bytes)),
            ("Orders, two schemas with policies", Flatten(orders, Two(orders.Schema), one with { HashKey = new byte[32] })),
        ];
        var times = runs.Select(_ => new List<double>()).ToArray();
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < runs.Length; turn++)
            {
                var at = (turn + round + WarmUp) % runs.Length;
                var begun = Stopwatch.GetTimestamp();
                runs[at].Run();
                if (round >= 0) { times[at].Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds); }
            }
        }
        double[] medians = [.. times.Select(values => values.Order().ElementAt(values.Count / 2))];
        Console.WriteLine("| | ms: median | minimum |");
        Console.WriteLine("|---|--:|--:|");
        for (var at = 0; at < runs.Length; at++) { Line($"| {runs[at].Name} | {medians[at]:0.00} | {times[at].Min():0.00} |"); }
        Console.WriteLine();
        Line($"Orders: {medians[1] / medians[0]:0.00} times as fast as the tokens alone.");
        Line($"Hostile: {medians[3] / medians[2]:0.00} times as fast as the tokens alone.");
        Line($"Two schemas with policies: {medians[4] / medians[0]:0.00} times the time of one without.");
        return 0;
    }

    static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    // Every record belongs to the first table; a hashed and a dropped attribute.
    static TableSchema[] Two(TableSchema schema)
    {
        var first = schema with
        {
            Entity = EntityFilter.KeyPrefix("orderId", "ORD-"),
            Columns = [.. schema.Columns.Where(column => column.Name != "note")],
            Policies = [new(AttributePath.Parse("customer.email"), PolicyAction.Hash), new(AttributePath.Parse("note"), PolicyAction.Drop)],
        };
        return [first, schema with { Table = "others", Entity = EntityFilter.KeyPrefix("orderId", "none-") }];
    }

    static Action Flatten(Payload payload, TableSchema[] schemas, FlattenOptions options)
    {
        var flattener = new RecordFlattener(schemas, options);
        return () =>
        {
            flattener.Clear();
            flattener.Flatten(payload.Bytes);
            if (flattener.Batches[0].Columns.RowCount != payload.Records) { throw new InvalidOperationException("Records are missing."); }
        };
    }

    static void Tokens(byte[] payload)
    {
        var reader = new Utf8JsonReader(payload);
        while (reader.Read()) { }
    }
}
