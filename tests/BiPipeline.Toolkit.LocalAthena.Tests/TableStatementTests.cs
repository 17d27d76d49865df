namespace BiPipeline.Toolkit.LocalAthena.Tests;

public sealed class TableStatementTests : IDisposable
{
    const string Create = """
        CREATE EXTERNAL TABLE logs (`at` string, b int)
        ROW FORMAT SERDE "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe" WITH SERDEPROPERTIES ("field.delim"=",")
        LOCATION "s3://bucket/lake/logs/" TBLPROPERTIES ("skip.header.line.count"="1")
        """;

    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    // AWS's own statements for logs have their strings in double quotes.
    [Fact]
    public async Task CreateTable_StringsInDoubleQuotes_AreStrings()
    {
        Directory.CreateDirectory(Path.Combine(_lake.Root, "logs"));
        await File.WriteAllTextAsync(Path.Combine(_lake.Root, "logs", "a.csv"), "at,b\nx,1\ny,2\n");
        await _lake.RunAsync(Create);

        (await _lake.RowsAsync("SELECT * FROM logs ORDER BY b")).ShouldBe(["x|1", "y|2"]);
    }

    [Fact]
    public async Task AlterTable_Changes_AreInTheCatalog()
    {
        await _lake.RunAsync(Create);

        await _lake.RunAsync("ALTER TABLE logs SET TBLPROPERTIES ('owner' = 'me')");
        await _lake.RunAsync("ALTER TABLE logs ADD COLUMNS (c double)");
        await _lake.RunAsync("ALTER TABLE logs SET LOCATION 's3://bucket/lake/other/'");

        (await _lake.RowsAsync("SHOW TBLPROPERTIES logs")).ShouldBe(["EXTERNAL\tTRUE", "owner\tme", "skip.header.line.count\t1"]);
        (await _lake.RowsAsync("SHOW TBLPROPERTIES logs('owner')")).ShouldBe(["me"]);
        (await _lake.RowsAsync("SHOW COLUMNS IN logs")).ShouldBe(["at", "b", "c"]);
        await _lake.RunAsync("ALTER TABLE logs REPLACE COLUMNS (at string)");
        (await _lake.RowsAsync("SHOW COLUMNS IN logs")).ShouldBe(["at"]);
    }

    [Fact]
    public async Task ShowCreateTable_Statement_MakesTheSameTable()
    {
        await _lake.RunAsync("CREATE EXTERNAL TABLE p (a string COMMENT 'it''s') PARTITIONED BY (dt string) STORED AS PARQUET LOCATION 's3://bucket/lake/p/'");
        var text = string.Join('\n', await _lake.RowsAsync("SHOW CREATE TABLE p"));
        var table = (await _lake.Catalog.GetTableAsync(LakeFixture.Database, "p")).Definition;
        await _lake.RunAsync("DROP TABLE p");

        await _lake.RunAsync(text.Replace("`lake.p`", "p"));

        var again = (await _lake.Catalog.GetTableAsync(LakeFixture.Database, "p")).Definition;
        again.Storage.Columns.ShouldBe(table.Storage.Columns);
        again.PartitionKeys.ShouldBe(table.PartitionKeys);
        again.Parameters.ShouldBe(table.Parameters, ignoreOrder: true);
        again.Storage.InputFormat.ShouldBe(table.Storage.InputFormat);
        again.Storage.Location.ShouldBe(table.Storage.Location);
    }

    [Theory]
    [InlineData("CREATE EXTERNAL TABLE o (a string) STORED AS KUDU LOCATION 's3://bucket/lake/o/'", "STORED AS KUDU")]
    [InlineData("ALTER TABLE logs RENAME TO b", "ALTER TABLE … RENAME")]
    [InlineData("ALTER TABLE logs SET SERDEPROPERTIES ('a' = 'b')", "ALTER TABLE … SET SERDEPROPERTIES")]
    [InlineData("SHOW FUNCTIONS", "SHOW FUNCTIONS")]
    public async Task Execute_WhatIsNotThere_IsRefusedByName(string sql, string named)
    {
        var failure = await _lake.FailAsync(sql);

        failure.Code.ShouldBe("NOT_SUPPORTED");
        failure.Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("STORED AS ORC", "ORC")]
    [InlineData("STORED AS AVRO", "Avro")]
    [InlineData("STORED AS ION", "Ion")]
    [InlineData("STORED AS RCFILE", "RCFile")]
    [InlineData("STORED AS SEQUENCEFILE", "SequenceFile")]
    [InlineData("ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'", "JSON")]
    [InlineData("ROW FORMAT SERDE \"org.apache.hive.hcatalog.data.JsonSerDe\" STORED AS TEXTFILE", "JSON")]
    [InlineData("ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' WITH SERDEPROPERTIES (\"separatorChar\" = \",\")", "quoted CSV")]
    [InlineData("ROW FORMAT SERDE 'com.amazonaws.glue.serde.GrokSerDe' WITH SERDEPROPERTIES ('input.format' = '%{WORD:a}')", "lines by pattern")]
    public async Task Select_ATableOfAnotherFormat_IsRefusedByName(string format, string named)
    {
        await _lake.RunAsync($"CREATE EXTERNAL TABLE o (a string) {format} LOCATION 's3://bucket/lake/o/'");

        var failure = await _lake.FailAsync("SELECT * FROM o");

        failure.Code.ShouldBe("HIVE_UNSUPPORTED_FORMAT");
        failure.Message.ShouldStartWith($"Table lake.o has the format {named} (SerDe '");
    }

    [Fact]
    public async Task CreateTable_ClusteredBy_KeepsTheBuckets()
    {
        _lake.WriteParquet("o/a.parquet", "SELECT 'x' AS a");
        await _lake.RunAsync("CREATE EXTERNAL TABLE o (a string) CLUSTERED BY (a) INTO 4 BUCKETS STORED AS PARQUET LOCATION 's3://bucket/lake/o/'");

        (await _lake.RowsAsync("SELECT a FROM o")).ShouldBe(["x"]);
        (await _lake.Catalog.GetTableAsync("lake", "o")).Definition.Storage.Other["NumberOfBuckets"].GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task Explain_Options_AreAccepted() =>
        (await _lake.RowsAsync("EXPLAIN (TYPE LOGICAL, FORMAT TEXT) SELECT 1")).ShouldNotBeEmpty();
}
