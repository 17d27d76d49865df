using System.Text;
using BiPipeline.Toolkit.Maintenance.Tests.Baselines;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>The count of rows of older versions that a rebuild has replaced, and of those that stay, from Parquet files.</summary>
public sealed class OlderRowsTests
{
    const int Changes = RawLake.Days * RawLake.BatchesADay * RawLake.ChangesABatch;

    static FilePipelineOptions Parquet(TableSchema schema) => RawLake.Options(schema) with { Format = new ParquetFormat(), AllowUnreadable = true };

    [Fact]
    public async Task CountOlderAsync_RowsWithAndWithoutRaw_AreCountedByKind()
    {
        var written = new InMemoryObjectStore();
        for (var day = 0; day < RawLake.Days; day++)
        {
            for (var batch = 0; batch < RawLake.BatchesADay; batch++) { await FlattenAsync(written, RawLake.Batch(day, batch), Parquet(RawLake.V1)); }
        }
        // Items of an export have no raw copy.
        var items = string.Concat(Enumerable.Range(0, 10).Select(i => """{"Item":{"orderId":{"S":"#"}}}""".Replace("#", $"i{i}", StringComparison.Ordinal) + "\n"));
        await FlattenAsync(written, items, Parquet(RawLake.V1) with { AsOf = new(2026, 11, 17, 0, 0, 0, TimeSpan.Zero), Flatten = new() { KeepRecords = false } });
        // A lifecycle rule has deleted the raw object of a batch.
        var expired = written.Below("raw/orders/dt=2026-11-18/")[0];
        var store = new InMemoryObjectStore();
        foreach (var key in written.Keys.Where(key => key != expired)) { await store.PutAsync(key, ObjectContent.Of(written[key].ToArray())); }
        var rebuild = new Rebuild(store, new() { Pipeline = Parquet(RawLake.V2) });
        var plan = await rebuild.PlanAsync();
        await rebuild.RunAsync(plan);

        var count = await rebuild.CountOlderAsync(plan);

        // Each change has two rows in the child table.
        count.ShouldBe(new OlderRows(3 * (Changes - RawLake.ChangesABatch), 10, 3 * RawLake.ChangesABatch));
    }

    [Fact]
    public async Task CountOlderAsync_RangeOfDays_CountsThoseDaysAlone()
    {
        var store = new InMemoryObjectStore();
        for (var day = 0; day < RawLake.Days; day++) { await FlattenAsync(store, RawLake.Batch(day, 0), Parquet(RawLake.V1)); }
        var rebuild = new Rebuild(store, new() { Pipeline = Parquet(RawLake.V2), From = new(2026, 11, 17), To = new(2026, 11, 17) });
        var plan = await rebuild.PlanAsync();
        await Should.ThrowAsync<MaintenanceRefusedException>(() => rebuild.CountOlderAsync(plan));
        await rebuild.RunAsync(plan);

        (await rebuild.CountOlderAsync(plan)).ShouldBe(new OlderRows(3 * RawLake.ChangesABatch, 0, 0));
    }

    static Task<FileOutcome> FlattenAsync(IObjectStore store, string records, FilePipelineOptions options)
    {
        var bytes = Encoding.UTF8.GetBytes(records);
        return new FilePipeline(store, options).RunAsync([FileInput.From("batch", bytes.Length, () => new MemoryStream(bytes))]);
    }
}
