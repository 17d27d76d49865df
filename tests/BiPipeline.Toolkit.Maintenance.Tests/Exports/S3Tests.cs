using BiPipeline.Toolkit.Maintenance.Tests.Baselines;

namespace BiPipeline.Toolkit.Maintenance.Tests.Exports;

/// <summary>Exports and lakes in S3, as moto plays it.</summary>
[Trait("Category", "Slow")]
public sealed class S3Tests(MotoServer moto) : IClassFixture<MotoServer>
{
    [RequiresFact(Need.Moto)]
    public async Task RunAsync_ExportInS3_IsTheLakeOfTheFolder()
    {
        using var folder = new TemporaryDirectory();
        using var bucket = await MotoBucket.CreateAsync(moto, "exports");
        var export = new ExportFolder { Prefix = "team/a/" };
        export.Summary["s3Prefix"] = "team/a";
        for (var i = 0; i < 5; i++) { export.Add([.. ExportFolder.Orders(i * 10, 10)]); }
        foreach (var (key, bytes) in export.Files()) { await bucket.Store().PutAsync(key, ObjectContent.Of(bytes)); }
        var local = new InMemoryObjectStore();
        await Lakes.RunAsync(local, export.Write(folder.FullPath));
        var options = Lakes.Options() with { Client = AwsClientOptions.Local(bucket.Endpoint) };
        var lake = bucket.Store("lake");

        await Lakes.RunAsync(lake, "s3://exports/team/", options);

        var (here, there) = (await StoreContents.OfAsync(local), await StoreContents.OfAsync(lake));
        // The marker names where the data was read.
        there.Where(item => !item.Key.StartsWith("baselines/", StringComparison.Ordinal)).ShouldBe(here.Where(item => !item.Key.StartsWith("baselines/", StringComparison.Ordinal)));
        there.Keys.Count(key => key.StartsWith("baselines/orders/20261103T000000000Z-", StringComparison.Ordinal)).ShouldBe(1);

        var upkeep = MaintenanceStores.Open("s3://exports/lake", new() { Client = AwsClientOptions.Local(bucket.Endpoint) });
        using var client = (IDisposable)upkeep;
        var retraction = await BackfillRetraction.CreateAsync(upkeep, [Lakes.Orders], new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero));
        await retraction.ApplyAsync();
        (await StoreContents.OfAsync(lake)).Keys.ShouldAllBe(key => key.StartsWith("schemas/", StringComparison.Ordinal));
    }
}
