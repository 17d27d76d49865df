using System.IO.Compression;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Writing;

public sealed class UnloadTests : IDisposable
{
    const string Rows = "(VALUES (1, 'a', 1.50, TIMESTAMP '2026-01-02 03:04:05.678'), (2, NULL, NULL, NULL), (3, 'c,''d', -0.25, NULL)) AS v (id, name, price, at)";

    readonly TemporaryDirectory _results = new();
    readonly LakeFixture _lake = new();
    readonly LocalAthenaEngine _engine;

    public UnloadTests() => _engine = _lake.Open(options => options with { ResultsFolder = _results.Combine("results") });

    public void Dispose()
    {
        _engine.Dispose();
        _lake.Dispose();
        _results.Dispose();
    }

    string[] Files => [.. Directory.EnumerateFiles(_results.Combine("results"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_results.Combine("results"), path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    static List<string> Read(string sql)
    {
        using var database = InMemoryDatabase.Open([]);
        using var connection = database.Connect();
        using var result = connection.Query(sql);
        List<string> rows = [];
        while (result.Next())
        {
            for (var row = 0; row < result.RowCount; row++) { rows.Add(result.Column(0).Text(row)); }
        }
        return rows;
    }

    string Text(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(_results.Combine("results", file)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    [Fact]
    public async Task Unload_Parquet_HasTheRowsAndTheirTypes()
    {
        var result = await _engine.ExecuteAsync($"UNLOAD (SELECT * FROM {Rows}) TO 's3://out/x/' WITH (format = 'PARQUET', compression = 'SNAPPY')", LakeFixture.Database);

        (result.StatementType, result.SubstatementType, result.UpdateCount).ShouldBe(("DML", "UNLOAD", 3L));
        Files.ShouldBe(["out/x/part-00000.parquet"]);
        Read($"SELECT concat_ws('|', id, name, price, \"at\", typeof(price)) FROM read_parquet('{_results.Combine("results")}/out/x/*') ORDER BY id")
            .ShouldBe(["1|a|1.50|2026-01-02 03:04:05.678|DECIMAL(3,2)", "2|DECIMAL(3,2)", "3|c,'d|-0.25|DECIMAL(3,2)"]);
    }

    [Fact]
    public async Task Unload_TextAndJson_AreLines()
    {
        await _engine.ExecuteAsync($"UNLOAD (SELECT id, name, price FROM {Rows} ORDER BY id) TO 's3://out/t/' WITH (format = 'TEXTFILE', field_delimiter = '|')", LakeFixture.Database);
        await _engine.ExecuteAsync($"UNLOAD (SELECT id, name FROM {Rows} ORDER BY id) TO 's3://out/j' WITH (format = 'JSON')", LakeFixture.Database);

        Files.ShouldBe(["out/j/part-00000.gz", "out/t/part-00000.gz"]);
        Text("out/t/part-00000.gz").ShouldBe("1|a|1.50\n2|\\N|\\N\n3|c,'d|-0.25\n");
        Text("out/j/part-00000.gz").ShouldBe("{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":null}\n{\"id\":3,\"name\":\"c,'d\"}\n");
    }

    [Fact]
    public async Task Unload_Partitioned_HasAFolderForEachValue()
    {
        await _engine.ExecuteAsync($"UNLOAD (SELECT price, id, name AS \"na\"\"me\" FROM {Rows}) TO 's3://out/p/' WITH (format = 'PARQUET', partitioned_by = ARRAY['na\"me'])", LakeFixture.Database);

        Files.Length.ShouldBe(3);
        Files.ShouldAllBe(file => file.StartsWith("out/p/", StringComparison.Ordinal) && file.EndsWith(".parquet", StringComparison.Ordinal) && file.Split('/').Length == 4);
        Read($"SELECT concat_ws('|', count(*), sum(id)) FROM read_parquet('{_results.Combine("results")}/out/p/*/*')").ShouldBe(["3|6"]);
    }

    [Theory]
    [InlineData("UNLOAD (SELECT 1 AS a) TO '/tmp/x' WITH (format = 'PARQUET')", "INVALID_TABLE_PROPERTY: line 1:1: External location is not a valid file system URI: /tmp/x")]
    [InlineData("UNLOAD (SELECT 1 AS a) TO 's3://out/../x/' WITH (format = 'PARQUET')", "INVALID_TABLE_PROPERTY: line 1:1: External location is not a valid file system URI: s3://out/../x/")]
    [InlineData("UNLOAD (SELECT 1 AS a) TO 's3://out/x/'", "INVALID_TABLE_PROPERTY: line 1:1: UNLOAD has no property 'format'; expected one")]
    [InlineData("UNLOAD (SELECT 1 AS a) TO 's3://out/x/' WITH (format = 'ORC')", "NOT_SUPPORTED: LocalAthena does not write ORC; use PARQUET, JSON or TEXTFILE")]
    [InlineData("UNLOAD (SELECT 1 AS a) TO 's3://out/x/' WITH (format = 'CSV')", "INVALID_TABLE_PROPERTY: line 1:1: Invalid value for catalog 'awsdatacatalog' table property 'format'")]
    [InlineData("UNLOAD (SELECT 1 AS a) TO 's3://out/x/' WITH (format = 'PARQUET', header = 'true')", "INVALID_TABLE_PROPERTY: line 1:1: Catalog 'awsdatacatalog' table property 'header' does not exist")]
    [InlineData("UNLOAD (SELECT 1) TO 's3://out/x/' WITH (format = 'PARQUET')", "MISSING_COLUMN_NAME: line 1:9: Column name not specified at position 1")]
    [InlineData("UNLOAD (SELECT now() AS a) TO 's3://out/x/' WITH (format = 'PARQUET')", "NOT_SUPPORTED: Unsupported Hive type: timestamp(3) with time zone")]
    [InlineData("UNLOAD (SELECT ARRAY[1] AS a) TO 's3://out/x/' WITH (format = 'TEXTFILE')", "NOT_SUPPORTED: LocalAthena does not write array(integer) to a text file; use PARQUET or JSON")]
    [InlineData("UNLOAD (SELECT 1 AS a) TO 's3://full/x/' WITH (format = 'PARQUET')", "HIVE_PATH_ALREADY_EXISTS: Target directory already exists: s3://full/x/. Delete its objects, or use another location")]
    public async Task Unload_NotAsAthenaHasIt_Throws(string sql, string reason)
    {
        await _engine.ExecuteAsync("UNLOAD (SELECT 1 AS a) TO 's3://full/x/' WITH (format = 'PARQUET')", LakeFixture.Database);

        (await Should.ThrowAsync<AthenaSql.LocalAthenaQueryException>(() => _engine.ExecuteAsync(sql, LakeFixture.Database))).Reason.ShouldBe(reason);

        Files.ShouldBe(["full/x/part-00000.parquet"]);
    }

    [Fact]
    public async Task Unload_AfterItsEnd_LeavesNoFileInTheEnginesFolder()
    {
        using var engine = new Execution.DuckDbEngine(_lake.Engine.Options, new([(_lake.Root, _lake.Root)]));
        Directory.Exists(engine.Scratch).ShouldBeTrue();

        engine.Dispose();

        Directory.Exists(engine.Scratch).ShouldBeFalse();
    }
}
