namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>Buckets beyond their memory are in temporary files, with the same content.</summary>
public sealed class SpilledBucketsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(1_000_000_000)]
    public void Take_AnyMemory_ReturnsWhatWasAdded(int memoryBytes)
    {
        using var folder = new TemporaryDirectory();
        var random = new Random(20261129);
        (ulong Hash, byte[] Bytes)[] added = [.. Enumerable.Range(0, 4000).Select(_ => ((ulong)random.NextInt64(), new byte[random.Next(1, 40)]))];
        foreach (var (_, bytes) in added) { random.NextBytes(bytes); }
        using (var buckets = new SpilledBuckets(expectedBytes: 80_000, memoryBytes, folder.FullPath, threads: 2))
        {
            foreach (var (hash, bytes) in added) { buckets.Add(hash, bytes); }

            for (var i = 0; i < buckets.Count; i++)
            {
                var bucket = new byte[buckets.LengthOf(i)];
                buckets.Take(i, bucket);
                bucket.ShouldBe(added.Where(item => (int)(item.Hash % (ulong)buckets.Count) == i).SelectMany(item => item.Bytes));
            }
            (buckets.SpilledBytes > 0).ShouldBe(memoryBytes < 80_000);
        }
        Directory.EnumerateFileSystemEntries(folder.FullPath).ShouldBeEmpty();
    }

    [Fact]
    public void TakeSorted_TracesOfManyThreads_AreAllThereInOrder()
    {
        using var folder = new TemporaryDirectory();
        using var traces = new EventTraces(expected: 50_000, memoryBytes: 100_000, folder.FullPath, threads: 2);

        Parallel.For(0, 50_000, i => traces.Add(new((UInt128)(ulong)(i % 20_000) << 64, (TraceKind)(i % 8), i, detail: i, row: (UInt128)i, place: i % 9)));

        var all = Enumerable.Range(0, traces.BucketCount).Select(traces.TakeSorted).ToList();
        foreach (var bucket in all)
        {
            for (var i = 1; i < bucket.Length; i++) { EventTrace.Compare(bucket[i - 1], bucket[i]).ShouldBeLessThanOrEqualTo(0); }
        }
        all.SelectMany(bucket => bucket).Select(trace => (trace.Source, (int)trace.Kind, trace.Place)).Order().ShouldBe(Enumerable.Range(0, 50_000).Select(i => (i, i % 8, i % 9)));
        traces.SpilledBytes.ShouldBeGreaterThan(2_000_000);
    }
}
