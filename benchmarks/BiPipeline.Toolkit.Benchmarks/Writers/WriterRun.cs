using System.Diagnostics;
using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Writers;

/// <summary>
/// Runs writers of the same ten columns in turn, in one process. In every round each of them writes one file, and each round starts with
/// another one, so that a busy machine slows all of them.
/// </summary>
static class WriterRun
{
    const int Rows = 120_000;
    const int WarmUp = 5;

    internal static async Task<int> RunAsync(int rounds)
    {
        var rows = new WriterRows(Rows);
        IPeerWriter[] writers = [new ToolkitWriter(rows), new ParquetNetWriter(rows), new ParquetSharpWriter(rows)];
        var seconds = writers.Select(_ => new List<double>()).ToArray();
        var allocated = writers.Select(_ => new List<long>()).ToArray();
        var bytes = new long[writers.Length];
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < writers.Length; turn++)
            {
                var one = (turn + round + WarmUp) % writers.Length;
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var begun = Stopwatch.GetTimestamp();
                bytes[one] = await writers[one].WriteAsync();
                var taken = Stopwatch.GetElapsedTime(begun);
                if (round < 0) { continue; }
                seconds[one].Add(taken.TotalSeconds);
                allocated[one].Add(GC.GetTotalAllocatedBytes(precise: true) - before);
            }
        }
        Print(writers, seconds, allocated, bytes);
        return 0;
    }

    static void Print(IPeerWriter[] writers, List<double>[] seconds, List<long>[] allocated, long[] bytes)
    {
        Console.WriteLine("| | ms: median | minimum | ours to its median | ours to its minimum | bytes | ours to its bytes | allocated |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        for (var one = 0; one < writers.Length; one++)
        {
            var (median, least) = (Median(seconds[one]), seconds[one].Min());
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {writers[one].Name} | {median * 1e3:0.0} | {least * 1e3:0.0} "
                + $"| {Median(seconds[0]) / median:0.00} | {seconds[0].Min() / least:0.00} "
                + $"| {bytes[one]:N0} | {bytes[0] / (double)bytes[one]:0.00} | {Median(allocated[one]):N0} |"));
        }
    }

    static T Median<T>(List<T> values) => values.Order().ElementAt(values.Count / 2);
}
