using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;

namespace BiPipeline.Toolkit.Maintenance.Tests.Baselines;

/// <summary>What may not become a baseline is refused before anything is written, with the text that helps.</summary>
public sealed class RefusalTests
{
    const string CopyAgain = "Copy the export again, complete.";

    static ExportFolder Export => ExportFolder.Of(ExportFolder.Orders(0, 10), ExportFolder.Orders(10, 10));

    [Fact]
    public Task PlanAsync_TimeInTheFuture_IsRefused() => RefusesAsync(
        Export, export => export.Summary["exportTime"] = "2062-11-03T00:00:00.000Z",
        "Its time 2062-11-03T00:00:00.000Z is later than now; expected an earlier time. Correct --as-of or the clock.");

    [Fact]
    public Task PlanAsync_AnotherTable_IsRefused() => RefusesAsync(
        Export, export => export.Summary["tableArn"] = "arn:aws:dynamodb:eu-west-1:123456789012:table/customers",
        "Table 'arn:aws:dynamodb:eu-west-1:123456789012:table/customers' is not the source of schema 'orders'; expected table 'orders'. "
            + "Use data of that table, or correct 'source' in the schema file.");

    [Fact]
    public Task PlanAsync_AnotherRegion_IsRefused() => RefusesAsync(
        Export, _ => { },
        "Table 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders' is not the source of schema 'orders'; expected any table in Region 'us-*'. "
            + "Use data of that table, or correct 'source' in the schema file.",
        Lakes.Options(Lakes.Orders with { Source = new(null, "us-*") }));

    [Fact]
    public Task PlanAsync_NoTableArn_IsRefused() => RefusesAsync(
        Export, export => export.Summary.Remove("tableArn"), $"manifest-summary.json has no tableArn; expected an ARN. {CopyAgain}");

    [Fact]
    public Task PlanAsync_CountsThatDiffer_IsRefused() => RefusesAsync(
        Export, export => export.Summary["itemCount"] = 21, $"manifest-summary.json has 21 items and the data files 20; expected equal numbers. {CopyAgain}");

    [Fact]
    public Task PlanAsync_NoTime_IsRefused() => RefusesAsync(
        Export, export => export.Summary.Remove("exportTime"), $"manifest-summary.json has no exportTime; expected the time of the items. {CopyAgain}");

    [Fact]
    public Task PlanAsync_UnknownType_IsRefused() => RefusesAsync(
        Export, export => export.Summary["exportType"] = "PARTIAL_EXPORT", "exportType is 'PARTIAL_EXPORT'; expected FULL_EXPORT or INCREMENTAL_EXPORT.");

    [Fact]
    public Task PlanAsync_UnknownFormat_IsRefused() => RefusesAsync(
        Export, export => export.Summary["outputFormat"] = "PARQUET", "outputFormat is 'PARQUET'; expected DYNAMODB_JSON or ION. Export the table again.");

    [Fact]
    public Task PlanAsync_OldImagesMissingForAnEntity_IsRefused() => RefusesAsync(
        Export.Incremental("2026-11-03T00:00:00.000Z", "2026-11-03T06:00:00.000Z", "01793664000001-0a1b2c3d", "NEW_IMAGE"), _ => { },
        "outputView is NEW_IMAGE, so a deletion lacks attribute 'kind', which selects the items of schema 'orders'; expected NEW_AND_OLD_IMAGES. "
            + "Export the window again with both images.",
        Lakes.Options(Lakes.Orders with { Entity = EntityFilter.AttributeEquals("kind", "A"), Source = new("orders") }));

    [Fact]
    public async Task PlanAsync_SeveralProblems_ListsEach()
    {
        using var folder = new TemporaryDirectory();
        var export = Export;
        export.Files();
        (export.Summary["exportTime"], export.Summary["itemCount"], export.Summary["outputFormat"]) = ("2062-11-03T00:00:00.000Z", 1, "CSV");

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => Lakes.Of(new InMemoryObjectStore()).PlanAsync([export.Write(folder.FullPath)]));

        refused.Problems.Count.ShouldBe(3);
        refused.Message.ShouldStartWith(folder.FullPath);
    }

    [Fact]
    public async Task PlanAsync_UnfinishedExport_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        File.Delete(Path.Combine(place, "manifest-summary.json"));

        await RefusesAsync(new InMemoryObjectStore(), place, $"The export has no manifest-summary.json, which DynamoDB writes last; expected one. Wait until the export ends. {CopyAgain}");
        await RefusesAsync(new InMemoryObjectStore(), Path.Combine(place, "manifest-files.json"), $"The export has no manifest-summary.json, which DynamoDB writes last; expected one. Wait until the export ends. {CopyAgain}");
    }

    [Fact]
    public async Task PlanAsync_NoFileList_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        File.Delete(Path.Combine(place, "manifest-files.json"));

        await RefusesAsync(new InMemoryObjectStore(), place, $"manifest-files.json does not exist; expected one. {CopyAgain}");
    }

    [Fact]
    public async Task PlanAsync_SeveralExports_IsRefusedWithTheirNames()
    {
        using var folder = new TemporaryDirectory();
        Export.Write(folder.FullPath);
        Export.Incremental("2026-11-03T00:00:00.000Z", "2026-11-03T06:00:00.000Z", "01793664000001-ffffffff").Write(folder.FullPath);

        await RefusesAsync(
            new InMemoryObjectStore(), folder.FullPath,
            "There are 2 exports; expected one. Name one of: AWSDynamoDB/01793664000000-0a1b2c3d, AWSDynamoDB/01793664000001-ffffffff.");
    }

    [Fact]
    public async Task PlanAsync_PlaceThatDoesNotExist_Throws()
    {
        using var folder = new TemporaryDirectory();

        (await Should.ThrowAsync<FileNotFoundException>(() => Lakes.Of(new InMemoryObjectStore()).PlanAsync([folder.Combine("exprot")]))).Message
            .ShouldBe($"Export '{folder.Combine("exprot")}' does not exist.");
    }

    [Fact]
    public async Task PlanAsync_DataFileMissing_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        File.Delete(Directory.EnumerateFiles(Path.Combine(place, "data")).Order().Last());

        await RefusesAsync(
            new InMemoryObjectStore(), place,
            $"1 of 2 data files do not exist, such as 'AWSDynamoDB/01793664000000-0a1b2c3d/data/0001abcdefghijklmnopqrstuv.json.gz'; expected all of them. {CopyAgain}");
    }

    [Theory]
    [InlineData("manifest-files.json", "manifest-files.md5")]
    [InlineData("manifest-summary.json", "manifest-summary.md5")]
    public async Task PlanAsync_ChangedManifest_IsRefused(string name, string checksum)
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        await File.AppendAllTextAsync(Path.Combine(place, name), "\n");

        await RefusesAsync(new InMemoryObjectStore(), place, $"{name} does not have the checksum in {checksum}; expected equal ones. {CopyAgain}");
    }

    [Theory]
    [InlineData("{}", "Line 3 does not name a data file; expected itemCount, md5Checksum and dataFileS3Key.")]
    [InlineData("nonsense", "Line 3 does not name a data file; expected itemCount, md5Checksum and dataFileS3Key.")]
    [InlineData("""{"itemCount":1,"md5Checksum":"AAAA","dataFileS3Key":"x"}""", "Line 3 does not name a data file; expected itemCount, md5Checksum and dataFileS3Key.")]
    [InlineData("""{"itemCount":1,"md5Checksum":null,"dataFileS3Key":"x"}""", "Line 3 does not name a data file; expected itemCount, md5Checksum and dataFileS3Key.")]
    [InlineData("""{"itemCount":10,"md5Checksum":"1B2M2Y8AsgTpgAmY7PhCfg==","dataFileS3Key":"AWSDynamoDB/01793664000000-0a1b2c3d/data/0001abcdefghijklmnopqrstuv.json.gz"}""", "Line 3 names 'AWSDynamoDB/01793664000000-0a1b2c3d/data/0001abcdefghijklmnopqrstuv.json.gz' a second time; expected each data file once.")]
    public async Task PlanAsync_LineThatNamesNoFile_IsRefused(string line, string problem)
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        File.Delete(Path.Combine(place, "manifest-files.md5"));
        await File.AppendAllTextAsync(Path.Combine(place, "manifest-files.json"), line + "\n");

        await RefusesAsync(new InMemoryObjectStore(), place, $"{problem} {CopyAgain}");
    }

    [Fact]
    public async Task PlanAsync_AsOfOfAnExport_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var options = Lakes.Options();

        await RefusesAsync(
            new InMemoryObjectStore(), Export.Write(folder.FullPath), "Its time is 2026-11-03T00:00:00.000Z by the manifest; expected no other. Leave out --as-of.",
            options with { Pipeline = options.Pipeline with { AsOf = Lakes.Now } });
    }

    [Fact]
    public async Task RunAsync_ChangedDataFile_IsRefusedBeforeItsFirstRow()
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        var file = Directory.EnumerateFiles(Path.Combine(place, "data")).Order().First();
        var bytes = await File.ReadAllBytesAsync(file);
        // The time in the gzip header: the content is the same.
        bytes[4] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store);
        var plan = await backfill.PlanAsync([place]);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => backfill.RunAsync(plan));

        refused.Problems.ShouldBe([$"The file does not have the MD5 of the manifest; expected an unchanged file. {CopyAgain}"]);
        refused.Message.ShouldContain("0000abcdefghijklmnopqrstuv.json.gz");
        store.Below("baselines/").ShouldBeEmpty();
        store.Below("processed/").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_FileWithOtherItemsThanItsLine_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var export = Export;
        export.Files();
        (export.Lines[0]["itemCount"], export.Lines[1]["itemCount"]) = (11, 9);
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store);
        var plan = await backfill.PlanAsync([export.Write(folder.FullPath)]);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => backfill.RunAsync(plan));

        refused.Problems.Single().ShouldBeOneOf("The file has 10 items; expected 11 by the manifest. Export the table again.", "The file has 10 items; expected 9 by the manifest. Export the table again.");
        store.Below("baselines/").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_QuarantinedItems_AreRefusedUnlessAllowed()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. ExportFolder.Orders(0, 9), """{"Item":{"id":{"S":"o9"},"amount":{"N":"1"}}}""", """{"Item":{"amount":{"N":"1"}}}"""]).Write(folder.FullPath);
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store);
        var plan = await backfill.PlanAsync([place]);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => backfill.RunAsync(plan));
        refused.Problems.Single().ShouldStartWith("2 of 11 items went to quarantine (");
        refused.Problems.Single().ShouldEndWith("expected none, because a baseline deletes what it lacks. Correct the schema, or allow quarantine.");
        store.Below("baselines/").ShouldBeEmpty();

        var outcome = await Lakes.RunAsync(store, place, Lakes.Options() with { AllowQuarantine = true });
        (outcome.Items, outcome.Rows, outcome.Quarantined, outcome.Reasons.Values.Sum()).ShouldBe((11, 9, 2, 2));
        ((long)JsonNode.Parse(store[outcome.Markers.Single()].Span)!["quarantined"]!).ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_KeysOfAnotherTable_IsRefusedBeforeAnyPut()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of(["""{"Item":{"customerId":{"S":"c"}}}"""]).Write(folder.FullPath);
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store);
        var plan = await backfill.PlanAsync([place]);

        (await Should.ThrowAsync<InvalidDataException>(() => backfill.RunAsync(plan))).Message.ShouldContain("The only record of");
        store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public Task PlanAsync_KeySchemaOfAScanManifest_IsCompared() => RefusesAsync(
        Export, export => export.Summary["keySchema"] = new JsonObject { ["orderId"] = "N" },
        null);

    [Theory]
    [InlineData("orderId", "B", null)]
    [InlineData("id", "S", "The table's key is 'id'; expected 'orderId', the keys of schema 'orders'. Correct 'keys' in the schema file.")]
    public Task PlanAsync_KeySchema_IsCompared(string name, string type, string? problem) => RefusesAsync(
        Export, export => export.Summary["keySchema"] = new JsonObject { [name] = type }, problem);

    [Fact]
    public Task PlanAsync_KeyOfAnotherType_IsRefused() => RefusesAsync(
        Export, export => export.Summary["keySchema"] = new JsonObject { ["orderId"] = "S" },
        "Key 'orderId' has type S, which column 'order_id' of schema 'orders' does not take; its type is bigint. Correct the column's type.",
        Lakes.Options(Lakes.Orders with { Columns = [Lakes.Orders.Columns[0] with { Type = DataType.Bigint }, .. Lakes.Orders.Columns.Skip(1)] }));

    [Theory]
    [InlineData("raw/orders/dt=2020-01-01/100-200-3-00000000000000000000000000000000.json.gz", "raw/orders/dt=2020-01-01/")]
    [InlineData("processed/orders/dt=2020-01-01/100-200-3-00000000000000000000000000000000.parquet", "processed/orders/dt=2020-01-01/")]
    public async Task PlanAsync_ChangesWithoutATime_AreRefusedUnlessAllowed(string key, string prefix)
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        var store = new InMemoryObjectStore();
        await store.PutAsync(key, ObjectContent.Of("x"u8.ToArray()));

        await RefusesAsync(
            store, place,
            $"Table 'orders' has changes without a time ('{prefix}'), which a baseline hides; expected none. Flatten them again with their times, or allow undated changes.");
        await Lakes.RunAsync(store, place, Lakes.Options() with { AllowUndatedChanges = true });
        store.Below("baselines/").Count.ShouldBe(1);
    }

    [Fact]
    public async Task PlanAsync_ItemsAndDatedChanges_IsAccepted()
    {
        using var folder = new TemporaryDirectory();
        var store = new InMemoryObjectStore();
        await store.PutAsync("raw/orders/dt=2020-01-01/x-x-3-00000000000000000000000000000000.json.gz", ObjectContent.Of("x"u8.ToArray()));
        await store.PutAsync("raw/orders/dt=2026-11-03/1-2-3-00000000000000000000000000000000.json.gz", ObjectContent.Of("x"u8.ToArray()));
        // The raw zone shows that these have the time of the partition.
        await store.PutAsync("processed/orders/dt=2020-01-01/1-2-3-00000000000000000000000000000000.txt", ObjectContent.Of("x"u8.ToArray()));

        await Lakes.RunAsync(store, Export.Write(folder.FullPath));
    }

    [Fact]
    public async Task PlanAsync_SchemaThatContradictsTheLake_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        var store = new InMemoryObjectStore();
        await Lakes.RunAsync(store, place);
        var other = Lakes.Orders with { Columns = [.. Lakes.Orders.Columns.Take(2)] };

        await Should.ThrowAsync<SchemaException>(() => Lakes.Of(store, Lakes.Options(other)).PlanAsync([place]));
    }

    [Fact]
    public async Task CompleteAsync_ReceiptOfOtherFiles_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        using var other = new TemporaryDirectory();
        var store = new InMemoryObjectStore();
        var first = Lakes.Of(store);
        await first.RunUnitAsync((await first.PlanAsync([Export.Write(folder.FullPath)])).Units[0]);
        var changed = ExportFolder.Of(ExportFolder.Orders(5, 10), ExportFolder.Orders(20, 10)).Write(other.FullPath);

        (await Should.ThrowAsync<MaintenanceRefusedException>(() => Lakes.RunAsync(store, changed))).Problems.Single()
            .ShouldBe("The receipt of unit 0 is not of this manifest; expected the same files, MD5s and items. Retract the backfill, and run it again.");
    }

    [Fact]
    public async Task PlanAsync_SummaryThatIsNotJson_Throws()
    {
        using var folder = new TemporaryDirectory();
        var place = Export.Write(folder.FullPath);
        await File.WriteAllTextAsync(Path.Combine(place, "manifest-summary.json"), "[1]");
        File.Delete(Path.Combine(place, "manifest-summary.md5"));

        (await Should.ThrowAsync<InvalidDataException>(() => Lakes.Of(new InMemoryObjectStore()).PlanAsync([place]))).Message
            .ShouldEndWith("is not the summary of an export; expected the file as DynamoDB wrote it.");
    }

    // Null: it is not refused.
    static async Task RefusesAsync(ExportFolder export, Action<ExportFolder> change, string? problem, BackfillOptions? options = null)
    {
        using var folder = new TemporaryDirectory();
        export.Files();
        change(export);
        var place = export.Write(folder.FullPath);
        if (problem is null) { await Lakes.Of(new InMemoryObjectStore(), options).PlanAsync([place]); }
        else { await RefusesAsync(new InMemoryObjectStore(), place, problem, options); }
    }

    static async Task RefusesAsync(InMemoryObjectStore store, string place, string problem, BackfillOptions? options = null)
    {
        var before = store.Keys;
        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => Lakes.Of(store, options).PlanAsync([place]));
        refused.Problems.ShouldBe([problem]);
        store.Keys.ShouldBe(before);
    }
}
