using BiPipeline.Toolkit.AthenaSql;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Writing;

public sealed class StateFolderTests : IDisposable
{
    readonly TemporaryDirectory _state = new();
    readonly LakeFixture _lake = new();

    public void Dispose()
    {
        _lake.Dispose();
        _state.Dispose();
    }

    LocalAthenaEngine Open(InMemoryGlueCatalog catalog) => LocalAthenaEngine.Open(catalog, _lake.Root, new() { LakeLocation = LakeFixture.Location, StateFolder = _state.Combine("state") });

    [Fact]
    public async Task Tables_OfAStateFolder_AreThereForTheNextEngine()
    {
        using (var engine = Open(_lake.Catalog))
        {
            await engine.ExecuteAsync("CREATE DATABASE own", null);
            await engine.ExecuteAsync("CREATE TABLE own.t WITH (table_type = 'ICEBERG', is_external = false, partitioning = ARRAY['bucket(2, a)']) AS SELECT 1 AS a, ARRAY[ROW('x')] AS b", null);
            await engine.ExecuteAsync("CREATE TABLE own.gone AS SELECT 1 AS a", null);
            await engine.ExecuteAsync("INSERT INTO own.t (a) VALUES 2", null);
            await engine.ExecuteAsync("ALTER TABLE own.t ADD COLUMNS (c double)", null);
            await engine.ExecuteAsync("DROP TABLE own.gone", null);
            await engine.ExecuteAsync("CREATE TABLE own.gone AS SELECT 3 AS a", null);
        }

        using var next = Open(new InMemoryGlueCatalog());
        await next.ExecuteAsync("UPDATE own.t SET c = a", null);

        (await next.ExecuteAsync("SELECT * FROM own.t ORDER BY a", null)).Rows.ShouldBe([["1", "[{field0=x}]", "1.0"], ["2", null, "2.0"]]);
        (await next.ExecuteAsync("SELECT a FROM own.gone", null)).Rows.ShouldBe([["3"]]);
        await next.ExecuteAsync("CREATE TABLE own.more AS SELECT 4 AS a", null);
        (await next.ExecuteAsync("SELECT a FROM own.more", null)).Rows.ShouldBe([["4"]]);
    }

    [Theory]
    [InlineData("ATTACH '{0}/other.duckdb' AS other")]
    [InlineData("COPY (SELECT 1) TO '{0}/x.csv'")]
    [InlineData("EXPORT DATABASE '{0}'")]
    [InlineData("SELECT * FROM read_blob('{0}/*')")]
    public async Task DuckDb_WithAStateFolder_ReachesOnlyItsFile(string sql)
    {
        var folder = _state.Combine("state");
        using var engine = new Execution.DuckDbEngine(_lake.Engine.Options with { StateFolder = folder }, new([(_lake.Root, _lake.Root)]));

        await Should.ThrowAsync<LocalAthenaQueryException>(() => engine.RunRawAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, folder), CancellationToken.None));
    }

    [Fact]
    public void Open_StateFolderIsEmptyText_Throws() =>
        Should.Throw<ToolkitOptionsException>(() => _lake.Open(options => options with { StateFolder = " " })).Message.ShouldContain("StateFolder is empty; expected a folder, or null.");
}
