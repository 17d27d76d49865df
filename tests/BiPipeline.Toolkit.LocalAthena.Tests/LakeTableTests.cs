using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

public sealed class LakeTableTests : IDisposable
{
    const string Projection = "'projection.enabled' = 'true', 'projection.dt.type' = 'date', 'projection.dt.format' = 'yyyy-MM-dd', 'projection.dt.range' = '2026-11-01,NOW+1DAY'";

    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Select_ParquetOfEveryType_ReadsTheDeclaredTypes()
    {
        _lake.WriteParquet("t/a.parquet", """
            SELECT true AS b, 1::INTEGER AS i, 2::BIGINT AS l, 1.5::DOUBLE AS d, 12345678901234567890.12::DECIMAL(38,2) AS m, 'x' AS s,
                   DATE '2026-01-31' AS day, TIMESTAMP_MS '2026-01-31 10:11:12.345' AS ts, '\xAB'::BLOB AS bin,
                   [{'sku': 'A', 'qty': 2}, NULL] AS items, MAP(['k'], [1]) AS attributes, {'city': 'Berlin', 'zip': NULL::VARCHAR} AS address
            """);
        await _lake.CreateTableAsync("t", "b boolean, i int, l bigint, d double, m decimal(38,2), s string, day date, ts timestamp, bin binary, items array<struct<sku:string,qty:int>>, attributes map<string,int>, address struct<city:string,zip:string>");

        var result = await _lake.RunAsync("SELECT * FROM t");

        result.Rows.ShouldHaveSingleItem().ShouldBe(["true", "1", "2", "1.5", "12345678901234567890.12", "x", "2026-01-31", "2026-01-31 10:11:12.345", "ab", "[{sku=A, qty=2}, null]", "{k=1}", "{city=Berlin, zip=null}"]);
        result.Columns.Select(column => column.Type).ShouldBe(["boolean", "integer", "bigint", "double", "decimal(38,2)", "varchar", "date", "timestamp(3)", "varbinary", "array(row(sku varchar, qty integer))", "map(varchar, integer)", "row(city varchar, zip varchar)"]);
        result.Columns.Select(column => column.ResultType).ShouldBe(["boolean", "integer", "bigint", "double", "decimal", "varchar", "date", "timestamp", "varbinary", "array", "map", "row"]);
        result.DataScannedBytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Select_FilesOfSeveralAges_ReadAsDeclared()
    {
        _lake.WriteParquet("t/1.parquet", "SELECT 1::INTEGER AS id, {'a': 1} AS s");
        _lake.WriteParquet("t/2.parquet", "SELECT 2::BIGINT AS id, 'new' AS added, {'a': 2, 'b': 'x'} AS s, 5 AS gone");
        await _lake.CreateTableAsync("t", "id bigint, added string, s struct<a:int,b:string>");

        (await _lake.RowsAsync("SELECT id, added, s FROM t ORDER BY id")).ShouldBe(["1|NULL|{a=1, b=null}", "2|new|{a=2, b=x}"]);
    }

    [Fact]
    public async Task Select_ProjectedPartitions_ReadsThoseThatExistOnly()
    {
        foreach (var day in (string[])["2026-10-31", "2026-11-01", "2026-11-23", "2026-11-24", "not-a-day"]) { _lake.WriteParquet($"t/dt={day}/a.parquet", $"SELECT '{day}' AS id"); }
        await _lake.CreateTableAsync("t", "id string", "dt string", "t", Projection);

        // Today is 2026-11-22: NOW+1DAY ends at the 23rd.
        (await _lake.RowsAsync("SELECT id, dt FROM t ORDER BY dt")).ShouldBe(["2026-11-01|2026-11-01", "2026-11-23|2026-11-23"]);
        (await _lake.RowsAsync("SELECT count(*) FROM t WHERE dt = '2026-11-01'")).ShouldBe(["1"]);
        (await _lake.RowsAsync("SELECT \"$path\" FROM t WHERE dt > '2026-11-10'")).ShouldBe(["s3://bucket/lake/t/dt=2026-11-23/a.parquet"]);
    }

    [Fact]
    public async Task Select_PartitionColumnAgainstDate_ThrowsTypeMismatch()
    {
        _lake.WriteParquet("t/dt=2026-11-01/a.parquet", "SELECT 1 AS id");
        await _lake.CreateTableAsync("t", "id int", "dt string", "t", Projection);

        (await _lake.FailAsync("SELECT id FROM t WHERE dt >= DATE '2026-11-01'")).Code.ShouldBe("TYPE_MISMATCH");
    }

    [Theory]
    [InlineData("SELECT id FROM t", "1 2 3 4", 1, 2, 3, 4)]
    [InlineData("SELECT id FROM t WHERE dt = '2026-11-02'", "2", 2)]
    [InlineData("SELECT id FROM t x WHERE x.dt IN ('2026-11-01', '2026-11-04') AND id > 0", "1 4", 1, 4)]
    [InlineData("SELECT id FROM t WHERE dt BETWEEN '2026-11-02' AND date_format(DATE '2026-11-03', '%Y-%m-%d')", "2 3", 2, 3)]
    [InlineData("SELECT id FROM t WHERE '2026-11-03' < dt OR id = 1", "1 4", 1, 2, 3, 4)]
    [InlineData("SELECT id FROM (SELECT dt, id FROM t WHERE dt > '2026-11-01') WHERE dt < '2026-11-04'", "2 3", 2, 3)]
    [InlineData("SELECT id FROM days WHERE dt = '2026-11-03'", "3", 3)]
    [InlineData("SELECT count(*) FROM t a JOIN t b ON a.id = b.id WHERE a.dt = '2026-11-01' AND b.dt = '2026-11-02'", "0", 1, 2)]
    [InlineData("SELECT count(*) FROM t a LEFT JOIN t b ON a.id = b.id WHERE a.dt = '2026-11-01'", "1", 1, 2, 3, 4)]
    [InlineData("SELECT count(*) FROM t WHERE dt = '2026-11-01' AND id IN (SELECT id FROM t WHERE dt = '2026-11-04')", "0", 1, 4)]
    [InlineData("SELECT n FROM (SELECT dt, row_number() OVER (ORDER BY id DESC) AS n FROM t) WHERE dt = '2026-11-01'", "4", 1, 2, 3, 4)]
    [InlineData("SELECT id FROM (SELECT dt, id FROM t ORDER BY id DESC LIMIT 1) WHERE dt = '2026-11-01'", "", 1, 2, 3, 4)]
    [InlineData("WITH w AS (SELECT * FROM t) SELECT a.id FROM w a JOIN w b ON true WHERE a.dt = '2026-11-01' AND b.dt = '2026-11-02'", "1", 1, 2, 3, 4)]
    public async Task Select_ConditionsOnPartitions_ReadTheirFilesOnly(string sql, string rows, params int[] days)
    {
        Dictionary<int, long> files = [];
        for (var day = 1; day <= 4; day++)
        {
            _lake.WriteParquet($"t/dt=2026-11-0{day}/a.parquet", $"SELECT {day} AS id, repeat('x', {day * 100}) AS filler");
            files[day] = new FileInfo(Path.Combine(_lake.Root, $"t/dt=2026-11-0{day}/a.parquet")).Length;
        }
        await _lake.CreateTableAsync("t", "id int", "dt string", "t", Projection);
        await _lake.RunAsync("CREATE VIEW days AS SELECT id, dt FROM t");

        var result = await _lake.RunAsync(sql.Contains("count", StringComparison.Ordinal) ? sql : $"SELECT * FROM ({sql}) ORDER BY 1");

        result.DataScannedBytes.ShouldBe(days.Sum(day => files[day]));
        string.Join(' ', result.Rows.Select(row => row[0])).ShouldBe(rows);
    }

    [Fact]
    public async Task Select_AFileOfAPartitionThatIsNotRead_MayBeMalformed()
    {
        _lake.WriteParquet("t/dt=2026-11-01/a.parquet", "SELECT 'no number' AS id");
        _lake.WriteParquet("t/dt=2026-11-02/a.parquet", "SELECT 2 AS id");
        await _lake.CreateTableAsync("t", "id int", "dt string", "t", Projection);

        (await _lake.RowsAsync("SELECT id FROM t WHERE dt = '2026-11-02'")).ShouldBe(["2"]);
        (await _lake.FailAsync("SELECT id FROM t")).Code.ShouldBe("HIVE_BAD_DATA");
    }

    [Fact]
    public async Task Explain_FilterOnAPartition_ReadsItsFilesOnly()
    {
        for (var day = 1; day <= 5; day++) { _lake.WriteParquet($"t/dt=2026-11-0{day}/a.parquet", $"SELECT {day} AS id"); }
        await _lake.CreateTableAsync("t", "id int", "dt string", "t", Projection);

        var plan = string.Join('\n', await _lake.RowsAsync("EXPLAIN ANALYZE SELECT count(id) FROM t WHERE dt = '2026-11-03'"));

        plan.ShouldContain("1/5");
    }

    [Theory]
    [InlineData("'projection.p.type' = 'enum', 'projection.p.values' = 'a,c'", "a", "c")]
    [InlineData("'projection.p.type' = 'integer', 'projection.p.range' = '1,10', 'projection.p.digits' = '2'", "02", "10")]
    [InlineData("'projection.p.type' = 'integer', 'projection.p.range' = '0,10', 'projection.p.interval' = '5'", "10", "5")]
    [InlineData("'projection.p.type' = 'date', 'projection.p.format' = 'yyyy-MM', 'projection.p.range' = 'NOW-1MONTH,NOW'", "2026-10", "2026-11")]
    [InlineData("'projection.p.type' = 'date', 'projection.p.format' = 'yyyy-MM-dd-HH', 'projection.p.range' = '2026-11-22-08,NOW', 'projection.p.interval' = '1', 'projection.p.interval.unit' = 'HOURS'", "2026-11-22-08", "2026-11-22-10")]
    public async Task Select_ProjectionOfEveryKind_FindsItsValues(string properties, params string[] expected)
    {
        foreach (var value in (string[])["a", "b", "c", "2", "02", "5", "10", "11", "2026-09", "2026-10", "2026-11", "2026-12", "2026-11-22-07", "2026-11-22-08", "2026-11-22-10", "2026-11-22-11"])
        {
            _lake.WriteParquet($"t/p={value}/a.parquet", "SELECT 1 AS id");
        }
        await _lake.CreateTableAsync("t", "id int", "p string", "t", $"'projection.enabled' = 'true', {properties}");

        (await _lake.RowsAsync("SELECT p FROM t ORDER BY p")).ShouldBe(expected);
    }

    [Fact]
    public async Task Select_LocationTemplate_ReadsValuesFromThePath()
    {
        _lake.WriteParquet("t/de/2026/11/05/a.parquet", "SELECT 1 AS id");
        _lake.WriteParquet("t/fr/2026/11/06/a.parquet", "SELECT 2 AS id");
        _lake.WriteParquet("t/xx/2026/11/06/a.parquet", "SELECT 3 AS id");
        await _lake.CreateTableAsync("t", "id int", "country string, day string", "t", """
            'projection.enabled' = 'true', 'projection.country.type' = 'enum', 'projection.country.values' = 'de,fr',
            'projection.day.type' = 'date', 'projection.day.format' = 'yyyy/MM/dd', 'projection.day.range' = '2026/11/01,NOW',
            'storage.location.template' = 's3://bucket/lake/t/${country}/${day}/'
            """);

        (await _lake.RowsAsync("SELECT id, country, day FROM t ORDER BY id")).ShouldBe(["1|de|2026/11/05", "2|fr|2026/11/06"]);
        (await _lake.RowsAsync("SELECT id FROM t WHERE day = '2026/11/06'")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Select_RegisteredPartitions_ReadsThemFromTheirLocations()
    {
        _lake.WriteParquet("t/dt=1/a.parquet", "SELECT 1 AS id");
        _lake.WriteParquet("t/dt=2/a.parquet", "SELECT 2 AS id");
        _lake.WriteParquet("elsewhere/a.parquet", "SELECT 3 AS id");
        await _lake.CreateTableAsync("t", "id int", "dt string");
        (await _lake.RowsAsync("SELECT id FROM t")).ShouldBeEmpty();

        await _lake.RunAsync("ALTER TABLE t ADD PARTITION (dt = '1') PARTITION (dt = 'x') LOCATION 's3://bucket/lake/elsewhere/'");

        (await _lake.RowsAsync("SELECT id, dt FROM t ORDER BY id")).ShouldBe(["1|1", "3|x"]);
        (await _lake.RowsAsync("SHOW PARTITIONS t")).ShouldBe(["dt=1", "dt=x"]);
    }

    [Fact]
    public async Task Select_EscapedPartitionValue_IsUnescaped()
    {
        _lake.WriteParquet("t/p=a%3Ab%2Fc/a.parquet", "SELECT 1 AS id");
        _lake.WriteParquet("t/p=x y+z/a.parquet", "SELECT 2 AS id");
        await _lake.CreateTableAsync("t", "id int", "p string", "t", "'projection.enabled' = 'true', 'projection.p.type' = 'enum', 'projection.p.values' = 'a:b/c,x y+z'");

        (await _lake.RowsAsync("SELECT id, p FROM t ORDER BY id")).ShouldBe(["1|a:b/c", "2|x y+z"]);
        (await _lake.RowsAsync("SELECT id FROM t WHERE p = 'a:b/c'")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Select_NoFiles_IsEmptyWithTheDeclaredTypes()
    {
        await _lake.CreateTableAsync("t", "id bigint, items array<struct<a:decimal(12,2)>>", "dt string", "t", Projection);

        var result = await _lake.RunAsync("SELECT id, items, dt FROM t");

        result.Rows.ShouldBeEmpty();
        result.Columns.Select(column => column.Type).ShouldBe(["bigint", "array(row(a decimal(12,2)))", "varchar"]);
    }

    [Fact]
    public async Task Select_HiddenAndEmptyFiles_AreNotRead()
    {
        _lake.WriteParquet("t/a.parquet", "SELECT 1 AS id");
        _lake.WriteParquet("t/_b.parquet", "SELECT 2 AS id");
        _lake.WriteParquet("t/.tmp/c.parquet", "SELECT 3 AS id");
        await File.WriteAllBytesAsync(Path.Combine(_lake.Root, "t", "empty"), []);
        await _lake.CreateTableAsync("t", "id int");

        (await _lake.RowsAsync("SELECT id FROM t")).ShouldBe(["1"]);
    }

    [Theory]
    [InlineData("1::BIGINT", "string", "INT64")]
    [InlineData("'x'", "bigint", "BYTE_ARRAY")]
    [InlineData("1::BIGINT", "double", "INT64")]
    [InlineData("1.5::DOUBLE", "decimal(12,2)", "DOUBLE")]
    [InlineData("1::BIGINT", "timestamp", "INT64")]
    [InlineData("1::BIGINT", "decimal(12,0)", "INT64")]
    [InlineData("TIMESTAMP '2026-01-01'", "date", "INT64")]
    [InlineData("[1]", "array<string>", "INT32")]
    [InlineData("{'a': 1}", "struct<a:string>", "INT32")]
    [InlineData("1", "array<int>", "INT32")]
    [InlineData("[1]", "int", "group")]
    [InlineData("MAP {'a': 'x'}", "map<string,int>", "BYTE_ARRAY")]
    [InlineData("1", "boolean", "INT32")]
    [InlineData("true", "int", "BOOLEAN")]
    [InlineData("1", "string", "INT32")]
    [InlineData("1.5::DOUBLE", "float", "DOUBLE")]
    [InlineData("1::INTEGER", "double", "INT32")]
    [InlineData("1.5::DECIMAL(9,1)", "double", "INT32")]
    [InlineData("1.5::DECIMAL(9,1)", "bigint", "INT32")]
    [InlineData("1::DECIMAL(20,0)", "bigint", "FIXED_LEN_BYTE_ARRAY")]
    [InlineData("1.5::DECIMAL(9,1)", "string", "INT32")]
    [InlineData("1::INTEGER", "decimal(38,0)", "INT32")]
    [InlineData("31::INTEGER", "date", "INT32")]
    [InlineData("DATE '2026-01-01'", "int", "INT32")]
    [InlineData("DATE '2026-01-01'", "timestamp", "INT32")]
    [InlineData("DATE '2026-01-01'", "decimal(9,0)", "INT32")]
    [InlineData("TIMESTAMP '2026-01-01'", "int", "INT64")]
    [InlineData("1", "binary", "INT32")]
    [InlineData("1::DECIMAL(38,0)", "binary", "FIXED_LEN_BYTE_ARRAY")]
    [InlineData("[1]", "struct<a:int>", "group")]
    [InlineData("MAP {'a': 1}", "struct<a:int>", "group")]
    public async Task Select_FileTypeThatDoesNotFit_ThrowsBadData(string value, string declared, string physical)
    {
        _lake.WriteParquet("t/a.parquet", $"SELECT {value} AS x, 1 AS other");
        await _lake.CreateTableAsync("t", $"x {declared}, other int");

        var failure = await _lake.FailAsync("SELECT x FROM t");

        failure.Code.ShouldBe("HIVE_BAD_DATA");
        failure.Message.ShouldStartWith($"Malformed Parquet file. Field x's type {physical}");
        failure.Message.ShouldContain("s3://bucket/lake/t/a.parquet");
        (await _lake.RowsAsync("SELECT other FROM t")).ShouldBe(["1"]);
    }

    [Theory]
    [InlineData("5::INTEGER", "bigint", "5")]
    [InlineData("5::BIGINT", "int", "5")]
    [InlineData("1.5::FLOAT", "double", "1.5")]
    [InlineData("1.5::DECIMAL(4,1)", "decimal(12,2)", "1.50")]
    [InlineData("5::INTEGER", "decimal(12,2)", "5.00")]
    [InlineData("5::DECIMAL(10,0)", "bigint", "5")]
    [InlineData("TIMESTAMP '2026-01-01 00:00:00.1236'", "timestamp", "2026-01-01 00:00:00.124")]
    [InlineData("TIMESTAMPTZ '2026-01-01 00:00:00+00'", "timestamp", "2026-01-01 00:00:00.000")]
    [InlineData("'abc'", "varchar(2)", "ab")]
    [InlineData("'ab'::BLOB", "string", "ab")]
    [InlineData("true", "boolean", "true")]
    [InlineData("5::TINYINT", "bigint", "5")]
    [InlineData("5::SMALLINT", "int", "5")]
    [InlineData("5::UINTEGER", "bigint", "5")]
    [InlineData("5::DECIMAL(9,0)", "int", "5")]
    [InlineData("5::DECIMAL(38,0)", "decimal(38,2)", "5.00")]
    [InlineData("1.5::FLOAT", "float", "1.5")]
    [InlineData("1.5::DOUBLE", "double", "1.5")]
    [InlineData("DATE '2026-01-01'", "date", "2026-01-01")]
    [InlineData("TIMESTAMP '2026-01-01'", "bigint", "1767225600000000")]
    [InlineData("TIMESTAMP_MS '2026-01-01 00:00:00.001'", "bigint", "1767225600001")]
    [InlineData("TIMESTAMP_NS '2026-01-01 00:00:00.000000001'", "bigint", "1767225600000000001")]
    [InlineData("TIMESTAMPTZ '2026-01-01 00:00:00+00'", "bigint", "1767225600000000")]
    [InlineData("TIME '00:00:01'", "bigint", "1000000")]
    [InlineData("'{}'::JSON", "string", "{}")]
    [InlineData("'ab'::BLOB", "binary", "61 62")]
    [InlineData("'ab'", "binary", "61 62")]
    [InlineData("['a', NULL]", "array<string>", "[a, null]")]
    [InlineData("MAP {'a': 1}", "map<string,bigint>", "{a=1}")]
    [InlineData("{'A': 1, 'gone': 2}", "struct<a:bigint,later:string>", "{a=1, later=null}")]
    public async Task Select_FileTypeThatFits_IsConverted(string value, string declared, string expected)
    {
        _lake.WriteParquet("t/a.parquet", $"SELECT {value} AS x");
        await _lake.CreateTableAsync("t", $"x {declared}");

        (await _lake.RowsAsync("SELECT x FROM t")).ShouldBe([expected]);
    }

    [Fact]
    public async Task Select_TextLines_ReadsOneRecordPerLine()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_lake.Root, "raw", "dt=2026-11-22")).FullName;
        var lines = new[] { """{"a":"x,\"y\"","b":[1,2]}""", """{"a":"tab\there"}""", "plain 'text'", """back\slash""" };
        await using (var gzip = new System.IO.Compression.GZipStream(File.Create(Path.Combine(folder, "a.json.gz")), System.IO.Compression.CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "b.json"), """{"a":"z"}""" + "\n");
        await _lake.RunAsync($"""
            CREATE EXTERNAL TABLE raw (record string) PARTITIONED BY (dt string)
            ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' WITH SERDEPROPERTIES ('serialization.format' = '1')
            STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat' OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
            LOCATION '{LakeFixture.Location}/raw/' TBLPROPERTIES ({Projection})
            """);

        (await _lake.RowsAsync("SELECT record FROM raw")).ShouldBe([.. lines, """{"a":"z"}"""], ignoreOrder: true);
        (await _lake.RowsAsync("SELECT json_extract_scalar(record, '$.a') FROM raw WHERE json_extract_scalar(record, '$.b[1]') = '2' AND dt = '2026-11-22'")).ShouldBe(["x,\"y\""]);
    }

    [Fact]
    public async Task Select_LongLine_ReadsItCompletely()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_lake.Root, "raw")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.json"), new string('x', 5_000_000) + "\n");
        await _lake.RunAsync($"CREATE EXTERNAL TABLE raw (record string) LOCATION '{LakeFixture.Location}/raw/'");

        (await _lake.RowsAsync("SELECT length(record) FROM raw")).ShouldBe(["5000000"]);
    }

    [Fact]
    public async Task Select_DamagedFile_NamesIt()
    {
        Directory.CreateDirectory(Path.Combine(_lake.Root, "t"));
        await File.WriteAllTextAsync(Path.Combine(_lake.Root, "t", "a.parquet"), "this is no parquet");
        await _lake.CreateTableAsync("t", "id int");

        var failure = await _lake.FailAsync("SELECT id FROM t");

        failure.Code.ShouldBe("HIVE_CANNOT_OPEN_SPLIT");
        failure.Message.ShouldContain("a.parquet");
    }

    [Fact]
    public async Task Select_TableOfAnotherFormat_Throws()
    {
        await _lake.RunAsync($"CREATE EXTERNAL TABLE t (a string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION '{LakeFixture.Location}/t/'");

        (await _lake.FailAsync("SELECT a FROM t")).Code.ShouldBe("HIVE_UNSUPPORTED_FORMAT");
    }

    [Fact]
    public async Task Select_InvalidProjection_ThrowsAMetastoreError()
    {
        await _lake.CreateTableAsync("t", "id int", "dt string", "t", "'projection.enabled' = 'true', 'projection.dt.type' = 'date', 'projection.dt.range' = 'tomorrow'");

        (await _lake.FailAsync("SELECT id FROM t")).Code.ShouldBe("HIVE_METASTORE_ERROR");
    }

    [Fact]
    public async Task Select_LakeInAStore_CopiesTheQuerysFilesOnce()
    {
        for (var day = 1; day <= 3; day++) { _lake.WriteParquet($"t/dt=2026-11-0{day}/a.parquet", $"SELECT {day} AS id"); }
        _lake.WriteParquet("t/dt=2026-10-01/a.parquet", "SELECT 0 AS id");
        await _lake.CreateTableAsync("t", "id int", "dt string", "t", Projection);
        using var mirror = new TemporaryDirectory();
        var store = new RecordingStore(new DirectoryObjectStore(_lake.Root));
        using var engine = _lake.Open(options => options with { Store = store }, mirror.FullPath);

        (await engine.ExecuteAsync("SELECT sum(id) FROM t", "lake")).Rows.ShouldHaveSingleItem().ShouldBe(["6"]);
        store.Reads.Count.ShouldBe(3);
        (await engine.ExecuteAsync("SELECT count(*), min(\"$path\") FROM t", "lake")).Rows.ShouldHaveSingleItem().ShouldBe(["3", "s3://bucket/lake/t/dt=2026-11-01/a.parquet"]);
        store.Reads.Count.ShouldBe(3);

        File.Delete(Path.Combine(_lake.Root, "t", "dt=2026-11-02", "a.parquet"));
        (await engine.ExecuteAsync("SELECT sum(id) FROM t", "lake")).Rows.ShouldHaveSingleItem().ShouldBe(["4"]);
    }
}
