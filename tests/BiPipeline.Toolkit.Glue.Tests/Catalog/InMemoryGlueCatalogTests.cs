namespace BiPipeline.Toolkit.Glue.Tests.Catalog;

public sealed class InMemoryGlueCatalogTests
{
    readonly InMemoryGlueCatalog _catalog = new();

    [Fact]
    public async Task Names_AreConvertedToLowerCase()
    {
        await _catalog.CreateDatabaseAsync(new("Analytics"));
        await _catalog.CreateTableAsync("ANALYTICS", new() { Name = "Orders" });

        (await _catalog.GetTableAsync("analytics", "ORDERS")).Name.ShouldBe("orders");
    }

    [Fact]
    public async Task UpdateTable_StaleVersion_Throws()
    {
        await _catalog.CreateDatabaseAsync(new("db"));
        await _catalog.CreateTableAsync("db", new() { Name = "t" });
        var read = await _catalog.GetTableAsync("db", "t");
        await _catalog.UpdateTableAsync("db", read.Definition with { Description = "first" }, read.VersionId);

        var exception = await Should.ThrowAsync<GlueConcurrentModificationException>(() => _catalog.UpdateTableAsync("db", read.Definition with { Description = "second" }, read.VersionId));

        exception.Message.ShouldBe("Table 'db.t' is at version 1; expected version 0. Read the table again.");
        (await _catalog.GetTableAsync("db", "t")).Definition.Description.ShouldBe("first");
        _catalog.WriteCalls.ShouldBe(4);
    }

    [Fact]
    public async Task UpdateTable_WithoutVersion_Overwrites()
    {
        await _catalog.CreateDatabaseAsync(new("db"));
        await _catalog.CreateTableAsync("db", new() { Name = "t" });

        await _catalog.UpdateTableAsync("db", new() { Name = "t", Description = "new" }, versionId: null);

        (await _catalog.GetTableAsync("db", "t")).VersionId.ShouldBe("1");
    }

    [Fact]
    public async Task Tables_OfAMissingDatabase_AreNotFound()
    {
        await Should.ThrowAsync<GlueEntityNotFoundException>(() => _catalog.GetTableAsync("db", "t"));
        await Should.ThrowAsync<GlueEntityNotFoundException>(() => _catalog.CreateTableAsync("db", new() { Name = "t" }));
        await Should.ThrowAsync<GlueEntityNotFoundException>(() => _catalog.GetTablesAsync("db").GetAsyncEnumerator().MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task CreatePartitions_OneExists_CreatesTheOthers()
    {
        await _catalog.CreateDatabaseAsync(new("db"));
        await _catalog.CreateTableAsync("db", new() { Name = "t", PartitionKeys = [new("dt", "string")] });
        await _catalog.CreatePartitionsAsync("db", "t", [new(["1"], new())]);

        var errors = await _catalog.CreatePartitionsAsync("db", "t", [new(["1"], new()), new(["2"], new()), new(["3", "4"], new())]);

        errors.Select(error => $"{string.Join(',', error.Values)} {error.ErrorCode}").ShouldBe(["1 AlreadyExistsException", "3,4 InvalidInputException"]);
    }
}
