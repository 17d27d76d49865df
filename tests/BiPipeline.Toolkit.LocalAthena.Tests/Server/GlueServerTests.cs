namespace BiPipeline.Toolkit.LocalAthena.Tests.Server;

public sealed class GlueServerTests : IAsyncLifetime, IDisposable
{
    readonly LakeFixture _lake = new();
    LocalAthenaServer? _server;
    GlueCatalogClient? _glue;

    public async Task InitializeAsync()
    {
        _server = await LocalAthenaServer.StartAsync(_lake.Engine);
        _glue = new(AwsClientOptions.Local(_server.Endpoint));
    }

    public async Task DisposeAsync()
    {
        _glue!.Dispose();
        await _server!.DisposeAsync();
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Client_EveryMember_ArrivesInTheCatalogAndComesBack()
    {
        var table = new GlueTableInput
        {
            Name = "t",
            Description = "A table.",
            Owner = "me",
            TableType = GlueTableInput.ExternalTable,
            Parameters = new Dictionary<string, string> { ["k"] = "v" },
            PartitionKeys = [new("dt", "string", "day")],
            Storage = new()
            {
                Columns = [new("a", "bigint") { Parameters = new Dictionary<string, string> { ["x"] = "y" } }],
                Location = "s3://bucket/lake/t/",
                SerDe = new("serde") { Name = "n", Parameters = new Dictionary<string, string> { ["p"] = "q" } },
            },
        };

        await _glue!.CreateTableAsync("lake", table);

        (await _lake.Catalog.GetTableAsync("lake", "t")).Definition.ShouldBe(table);
        (await _glue.GetTableAsync("lake", "t")).Definition.ShouldBe(table);
    }

    [Fact]
    public async Task Client_Partitions_AreAddedChangedAndRemoved()
    {
        await _glue!.CreateTableAsync("lake", new() { Name = "t", PartitionKeys = [new("dt", "string")] });

        (await _glue.CreatePartitionsAsync("lake", "t", [.. Enumerable.Range(0, 250).Select(i => new GluePartition([$"{i:D3}"], new() { Location = "s3://a/" }))])).ShouldBeEmpty();
        (await _glue.CreatePartitionsAsync("lake", "t", [new(["000"], new())])).ShouldHaveSingleItem().IsAlreadyExists.ShouldBeTrue();
        await _glue.UpdatePartitionAsync("lake", "t", ["000"], new(["new"], new() { Location = "s3://b/" }));
        var errors = await _glue.DeletePartitionsAsync("lake", "t", [.. Enumerable.Range(0, 100).Select(i => (IReadOnlyList<string>)[$"{i:D3}"])]);

        errors.ShouldHaveSingleItem().ErrorCode.ShouldBe("EntityNotFoundException");
        List<GluePartition> left = [];
        await foreach (var partition in _glue.GetPartitionsAsync("lake", "t")) { left.Add(partition); }
        left.Count.ShouldBe(151);
        left.Single(partition => partition.Values[0] == "new").Storage.Location.ShouldBe("s3://b/");
        await Should.ThrowAsync<GlueEntityNotFoundException>(() => _glue.UpdatePartitionAsync("lake", "t", ["000"], new(["x"], new())));
    }

    [Fact]
    public async Task Client_Databases_AreListedChangedAndRemoved()
    {
        for (var i = 0; i < 120; i++) { await _glue!.CreateDatabaseAsync(new($"db{i:D3}")); }
        await _glue!.UpdateDatabaseAsync(new("db000") { Description = "First." });
        await _glue.DeleteDatabaseAsync("db001");

        List<GlueDatabase> found = [];
        await foreach (var database in _glue.GetDatabasesAsync()) { found.Add(database); }

        found.Count.ShouldBe(120);
        found[0].Description.ShouldBe("First.");
        found.Select(database => database.Name).ShouldNotContain("db001");
        await Should.ThrowAsync<GlueEntityNotFoundException>(() => _glue.DeleteDatabaseAsync("db001"));
        await Should.ThrowAsync<GlueAlreadyExistsException>(() => _glue.CreateDatabaseAsync(new("db000")));
    }

    [Fact]
    public async Task Delete_ATableOrDatabaseThatAStatementCreated_RemovesItsRows()
    {
        const string create = "CREATE TABLE {0}.t WITH (external_location = 's3://made/{0}/t/') AS SELECT 1 AS a";
        await _glue!.CreateDatabaseAsync(new("other"));
        foreach (var database in new[] { "lake", "other" }) { await _lake.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, create, database)); }

        await _glue.DeleteTableAsync("lake", "t");
        await _glue.DeleteDatabaseAsync("other");

        // A location that still had rows would be refused.
        await _glue.CreateDatabaseAsync(new("other"));
        foreach (var database in new[] { "lake", "other" }) { await _lake.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, create, database)); }
        (await _lake.RowsAsync("SELECT a FROM t")).ShouldBe(["1"]);
    }

    [Theory]
    [InlineData("day = '2026-01-02'", "2026-01-02/2", "2026-01-02/10", "2026-01-02/x")]
    [InlineData("n > 2 and day < date '2026-01-02'", "2026-01-01/10")]
    [InlineData("N IN (2, 3) OR day LIKE '%-01' AND NOT n = 10", "2026-01-01/2", "2026-01-02/2", "2026-01-01/x")]
    [InlineData("n between -1 and 5", "2026-01-01/2", "2026-01-02/2")]
    [InlineData("n <> 2", "2026-01-01/10", "2026-01-02/10")]
    [InlineData("day not in ('2026-01-01')", "2026-01-02/2", "2026-01-02/10", "2026-01-02/x")]
    public void Filter_ByItsCondition_MatchesPartitions(string expression, params string[] expected)
    {
        var filter = new LocalAthena.Server.PartitionFilter(expression, [new("day", "date"), new("n", "int")]);
        string[] partitions = ["2026-01-01/2", "2026-01-01/10", "2026-01-02/2", "2026-01-02/10", "2026-01-01/x", "2026-01-02/x"];

        partitions.Where(partition => filter.Matches(partition.Split('/'))).Order().ShouldBe(expected.Order());
    }

    [Theory]
    [InlineData("other = 1")]
    [InlineData("day = ")]
    [InlineData("length(day) = 1")]
    [InlineData("day")]
    [InlineData("n = 1 AND day = (SELECT 1)")]
    public void Filter_ThatIsNotOverTheKeys_IsRefused(string expression) =>
        Should.Throw<GlueException>(() => new LocalAthena.Server.PartitionFilter(expression, [new("day", "date"), new("n", "int")])).ErrorCode.ShouldBe("InvalidInputException");

    [Fact]
    public async Task Update_FromAnOldVersion_IsRefused()
    {
        await _glue!.CreateTableAsync("lake", new() { Name = "t" });
        var read = await _glue.GetTableAsync("lake", "t");
        await _glue.UpdateTableAsync("lake", read.Definition with { Description = "first" }, read.VersionId);

        await Should.ThrowAsync<GlueConcurrentModificationException>(() => _glue.UpdateTableAsync("lake", read.Definition, read.VersionId));
    }
}
