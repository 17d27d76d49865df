namespace BiPipeline.Toolkit.LocalAthena.Tests.Writing;

public sealed class WriteStatementTests : IDisposable
{
    const string Iceberg = "CREATE TABLE items (id bigint, name string, price decimal(10,2), at timestamp) PARTITIONED BY (bucket(4, id), day(at)) LOCATION 's3://bucket/items/' TBLPROPERTIES ('table_type'='ICEBERG', 'format'='parquet')";

    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    async Task<long?> CountAsync(string sql) => (await _lake.RunAsync(sql)).UpdateCount;

    [Fact]
    public async Task CreateTableAs_AQuery_HasItsRowsAndTypes()
    {
        var result = await _lake.RunAsync("CREATE TABLE t WITH (format = 'PARQUET', partitioned_by = ARRAY['d'], bucketed_by = ARRAY['a'], bucket_count = 4) AS SELECT x AS a, CAST('x' AS varchar(3)) AS b, ARRAY[1.5, NULL] AS c, DATE '2026-01-01' + x * INTERVAL '1' DAY AS d FROM UNNEST(sequence(1, 3)) AS u (x)");

        (result.StatementType, result.SubstatementType, result.UpdateCount).ShouldBe(("DDL", "CREATE_TABLE_AS_SELECT", 3L));
        (await _lake.RowsAsync("SELECT * FROM t ORDER BY a")).ShouldBe(["1|x|[1.5, null]|2026-01-02", "2|x|[1.5, null]|2026-01-03", "3|x|[1.5, null]|2026-01-04"]);
        (await _lake.RowsAsync("SELECT typeof(a), typeof(b), typeof(c), typeof(d) FROM t LIMIT 1")).ShouldBe(["bigint|varchar(3)|array(decimal(2,1))|date"]);
        (await _lake.RowsAsync("SHOW TABLES")).ShouldBe(["t"]);
        (await _lake.RowsAsync("SELECT count(*) FROM t WHERE d > DATE '2026-01-02'")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task CreateTableAs_VariousForms_AreUnderstood()
    {
        await _lake.RunAsync("CREATE TABLE a AS SELECT 1 AS x");
        await _lake.RunAsync("CREATE TABLE b (y, z) COMMENT 'two' AS (SELECT 1, 'p' UNION ALL SELECT 2, 'q')");
        await _lake.RunAsync("CREATE TABLE lake.c AS WITH w AS (SELECT x FROM a) SELECT x, x + 1 AS y FROM w WITH NO DATA");
        await _lake.RunAsync("CREATE TABLE \"awsdatacatalog\".\"lake\".\"D\" WITH (table_type = 'ICEBERG', is_external = false, location = 's3://b/d/', partitioning = ARRAY['month(t)']) AS SELECT CAST(TIMESTAMP '2026-01-02 03:04:05.123456' AS timestamp(6)) AS t");

        (await CountAsync("CREATE TABLE IF NOT EXISTS a AS SELECT 2 AS x")).ShouldBe(0);
        (await _lake.RowsAsync("SELECT x FROM a")).ShouldBe(["1"]);
        (await _lake.RowsAsync("SELECT y, z FROM b ORDER BY 1")).ShouldBe(["1|p", "2|q"]);
        (await _lake.RowsAsync("SELECT * FROM c")).ShouldBeEmpty();
        (await _lake.RowsAsync("SELECT CAST(t AS varchar), typeof(t) FROM d")).ShouldBe(["2026-01-02 03:04:05.123456|timestamp(6)"]);
    }

    [Theory]
    [InlineData("CREATE TABLE t AS SELECT 1", "MISSING_COLUMN_NAME: line 1:19: Column name not specified at position 1")]
    [InlineData("CREATE TABLE t AS SELECT 1 AS a, 2 AS a", "DUPLICATE_COLUMN_NAME: line 1:19: Column name 'a' specified more than once")]
    [InlineData("CREATE TABLE t AS SELECT NULL AS a", "COLUMN_TYPE_UNKNOWN: line 1:19: Column type is unknown at position 1")]
    [InlineData("CREATE TABLE t (a, b) AS SELECT 1", "MISMATCHED_COLUMN_ALIASES: line 1:26: Column alias list has 2 entries but relation has 1 columns")]
    [InlineData("CREATE TABLE nowhere.t AS SELECT 1 AS a", "SCHEMA_NOT_FOUND: line 1:1: Schema 'nowhere' does not exist")]
    [InlineData("CREATE TABLE base AS SELECT 1 AS a", "TABLE_ALREADY_EXISTS: line 1:1: Destination table 'awsdatacatalog.lake.base' already exists")]
    [InlineData("CREATE TABLE t AS SELECT uuid() AS a", "NOT_SUPPORTED: Unsupported Hive type: uuid")]
    [InlineData("CREATE TABLE t AS SELECT CAST(now() AS timestamp(6)) AS a", "NOT_SUPPORTED: Incorrect timestamp precision for timestamp(6); the configured precision is MILLISECONDS; column name: a")]
    [InlineData("CREATE TABLE t WITH (colour = 'red') AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: Catalog 'awsdatacatalog' table property 'colour' does not exist")]
    [InlineData("CREATE TABLE t WITH (location = 's3://b/t/') AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: Catalog 'awsdatacatalog' table property 'location' does not exist")]
    [InlineData("CREATE TABLE t WITH (format = 'XML') AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: Invalid value for catalog 'awsdatacatalog' table property 'format'")]
    [InlineData("CREATE TABLE t WITH (format = 'ORC', format = 'ORC') AS SELECT 1 AS a", "DUPLICATE_PROPERTY: line 1:38: Duplicate property: format")]
    [InlineData("CREATE TABLE t WITH (partitioned_by = ARRAY['z']) AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: Partition columns [z] not present in schema")]
    [InlineData("CREATE TABLE t WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: Table contains only partition columns")]
    [InlineData("CREATE TABLE t WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a, 2 AS b", "HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table and in the same order as the table properties: [a]")]
    [InlineData("CREATE TABLE t WITH (bucketed_by = ARRAY['a']) AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: bucketed_by and bucket_count must appear together")]
    [InlineData("CREATE TABLE t WITH (external_location = 's3://bucket/base/') AS SELECT 1 AS a", "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'lake.t' already exists: s3://bucket/base/")]
    [InlineData("CREATE TABLE t WITH (partitioned_by = ARRAY['b']) AS SELECT 1 AS a, x AS b FROM UNNEST(sequence(1, 101)) AS u (x)", "HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets")]
    [InlineData("CREATE TABLE t WITH (table_type = 'ICEBERG') AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: Table property 'is_external' must be false for an Iceberg table")]
    [InlineData("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT now() AS a", "NOT_SUPPORTED: Timestamp precision (3) not supported for Iceberg. Use \"timestamp(6) with time zone\" instead.")]
    [InlineData("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT TIMESTAMP '2026-01-01 00:00:00.000' AS a", "NOT_SUPPORTED: Timestamp precision (3) not supported for Iceberg. Use \"timestamp(6)\" instead.")]
    [InlineData("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT CAST(1 AS smallint) AS a", "NOT_SUPPORTED: Type not supported for Iceberg: smallint")]
    [InlineData("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false, partitioning = ARRAY['b']) AS SELECT 1 AS a, x AS b FROM UNNEST(sequence(1, 101)) AS u (x)", "ICEBERG_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets")]
    [InlineData("CREATE TABLE t WITH (external_location = '/etc/') AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: External location is not a valid file system URI: /etc/")]
    [InlineData("CREATE TABLE t (a int) LOCATION '/etc/' TBLPROPERTIES ('table_type'='ICEBERG')", "INVALID_TABLE_PROPERTY: line 1:1: External location is not a valid file system URI: /etc/")]
    [InlineData("CREATE TABLE t (a int) LOCATION 's3://b/t/'", "NOT_SUPPORTED: line 1:1: CREATE TABLE without EXTERNAL is for tables with the property 'table_type'='ICEBERG'")]
    [InlineData("CREATE TABLE t (a smallint) LOCATION 's3://b/t/' TBLPROPERTIES ('table_type'='ICEBERG')", "NOT_SUPPORTED: Type not supported for Iceberg: smallint")]
    [InlineData("CREATE TABLE t (a int) PARTITIONED BY (b) LOCATION 's3://b/t/' TBLPROPERTIES ('table_type'='ICEBERG')", "COLUMN_NOT_FOUND: line 1:40: Partition column 'b' does not exist in the table")]
    [InlineData("CREATE TABLE t (a int) PARTITIONED BY (week(a)) LOCATION 's3://b/t/' TBLPROPERTIES ('table_type'='ICEBERG')", "NOT_SUPPORTED: line 1:40: Unsupported partition transform: week")]
    public async Task CreateTable_NotAsAthenaHasIt_Throws(string sql, string reason)
    {
        await _lake.RunAsync("CREATE TABLE base WITH (external_location = 's3://bucket/base/') AS SELECT 1 AS a");

        (await _lake.FailAsync(sql)).Reason.ShouldBe(reason);

        (await _lake.RowsAsync("SHOW TABLES")).ShouldBe(["base"]);
    }

    [Fact]
    public async Task Insert_ValuesAndQueries_AddsRows()
    {
        await _lake.RunAsync(Iceberg);

        (await CountAsync("INSERT INTO items VALUES (1, 'a', 1.5, TIMESTAMP '2026-01-01 10:00:00'), (2, NULL, 2, NULL)")).ShouldBe(2);
        (await CountAsync("INSERT INTO items (price, id) SELECT price * 2, id + 10 FROM items")).ShouldBe(2);
        (await CountAsync("INSERT INTO lake.items (id) WITH w AS (SELECT 99 AS x) SELECT x FROM w WHERE x < 0")).ShouldBe(0);

        (await _lake.RowsAsync("SELECT * FROM items ORDER BY id")).ShouldBe(["1|a|1.50|2026-01-01 10:00:00.000000", "2|NULL|2.00|NULL", "11|NULL|3.00|NULL", "12|NULL|4.00|NULL"]);
    }

    [Theory]
    [InlineData("INSERT INTO items VALUES (1)", "TYPE_MISMATCH: line 1:13: Insert query has mismatched column types: Table: [bigint, varchar, decimal(10,2), timestamp(6)], Query: [integer]")]
    [InlineData("INSERT INTO items (id) VALUES 'x'", "TYPE_MISMATCH: line 1:13: Insert query has mismatched column types: Table: [bigint], Query: [varchar(1)]")]
    [InlineData("INSERT INTO items (id, colour) VALUES (1, 2)", "COLUMN_NOT_FOUND: line 1:13: Insert column name does not exist in target table: colour")]
    [InlineData("INSERT INTO items (id, ID) VALUES (1, 2)", "DUPLICATE_COLUMN_NAME: line 1:13: Insert column name is specified more than once: id")]
    [InlineData("INSERT INTO nothing VALUES 1", "TABLE_NOT_FOUND: line 1:13: Table 'awsdatacatalog.lake.nothing' does not exist")]
    [InlineData("INSERT INTO v VALUES 1", "NOT_SUPPORTED: line 1:13: Inserting into views is not supported")]
    [InlineData("INSERT INTO files VALUES 'x'", "NOT_SUPPORTED: line 1:13: Table lake.files has its rows in the lake, which LocalAthena only reads. Write to a table that CREATE TABLE AS or CREATE TABLE with 'table_type'='ICEBERG' created here")]
    [InlineData("DELETE FROM files", "NOT_SUPPORTED: line 1:13: Table lake.files has its rows in the lake, which LocalAthena only reads. Write to a table that CREATE TABLE AS or CREATE TABLE with 'table_type'='ICEBERG' created here")]
    [InlineData("DELETE FROM v", "NOT_SUPPORTED: line 1:13: Deleting from views is not supported")]
    [InlineData("DELETE FROM hive", "NOT_SUPPORTED: line 1:13: Modifying Hive table rows is only supported for transactional tables")]
    [InlineData("UPDATE hive SET a = 2", "NOT_SUPPORTED: line 1:8: Modifying Hive table rows is only supported for transactional tables")]
    [InlineData("UPDATE items SET colour = 2", "COLUMN_NOT_FOUND: line 1:8: The UPDATE SET target column colour doesn't exist")]
    [InlineData("UPDATE items SET id = 'x'", "TYPE_MISMATCH: line 1:8: UPDATE table column types don't match SET expressions: Table: [bigint], Expressions: [varchar(1)]")]
    [InlineData("UPDATE items SET id = 1 WHERE colour = 1", "COLUMN_NOT_FOUND: line 1:31: Column 'colour' cannot be resolved or requester is not authorized to access requested resources")]
    [InlineData("DELETE FROM items WHERE id", "TYPE_MISMATCH: line 1:25: WHERE clause must evaluate to a boolean: actual type bigint")]
    [InlineData("MERGE INTO items USING items s ON true WHEN MATCHED THEN UPDATE SET colour = 1", "COLUMN_NOT_FOUND: line 1:40: Merge column name does not exist in target table: colour")]
    [InlineData("MERGE INTO items t USING (VALUES 1) s (x) ON t.id = s.x WHEN NOT MATCHED THEN INSERT (id) VALUES ('x')", "TYPE_MISMATCH: line 1:57: MERGE table column types don't match for MERGE case 0, SET expressions: Table: [bigint], Expressions: [varchar(1)]")]
    [InlineData("VACUUM hive", "NOT_SUPPORTED: line 1:8: VACUUM is supported only for Iceberg tables")]
    [InlineData("OPTIMIZE items REWRITE DATA USING BIN_PACK WHERE colour = 1", "COLUMN_NOT_FOUND: line 1:50: Column 'colour' cannot be resolved or requester is not authorized to access requested resources")]
    [InlineData("OPTIMIZE items", "SYNTAX_ERROR: line 1:15: mismatched input '<EOF>'. Expecting: 'REWRITE'")]
    [InlineData("MERGE INTO items USING items s ON true WHEN MATCHED THEN INSERT VALUES (1)", "SYNTAX_ERROR: line 1:58: mismatched input 'INSERT'. Expecting: 'UPDATE'")]
    public async Task Write_NotAsAthenaHasIt_Throws(string sql, string reason)
    {
        await _lake.RunAsync(Iceberg);
        await _lake.RunAsync("CREATE TABLE hive AS SELECT 1 AS a");
        await _lake.RunAsync("CREATE VIEW v AS SELECT 1 AS a");
        await _lake.CreateTableAsync("files", "a string");

        (await _lake.FailAsync(sql)).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task Insert_LongerThanItsColumn_ThrowsAndWritesNothing()
    {
        await _lake.RunAsync("CREATE TABLE t AS SELECT CAST('ab' AS varchar(2)) AS a, 1 AS b");

        var failure = await _lake.FailAsync("INSERT INTO t VALUES ('cd', 2), ('efg', 3)");
        await _lake.RunAsync("INSERT INTO t VALUES ('hi  ', 4)");

        failure.Reason.ShouldBe("INVALID_CAST_ARGUMENT: Cannot truncate non-space characters when casting from varchar(3) to varchar(2) on INSERT");
        (await _lake.RowsAsync("SELECT a, b FROM t ORDER BY b")).ShouldBe(["ab|1", "hi|4"]);
    }

    [Fact]
    public async Task Insert_NumberThatDoesNotFit_ThrowsAndWritesNothing()
    {
        await _lake.RunAsync("CREATE TABLE t AS SELECT 1 AS a");

        (await _lake.FailAsync("INSERT INTO t VALUES 2, 9999999999")).Code.ShouldBeOneOf("NUMERIC_VALUE_OUT_OF_RANGE", "INVALID_CAST_ARGUMENT");

        (await _lake.RowsAsync("SELECT a FROM t")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task UpdateAndDelete_WithSubqueriesOverTheTable_SeeItAsItWas()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT x AS a, CAST(x AS varchar) AS b FROM UNNEST(sequence(1, 5)) AS u (x)");

        (await CountAsync("UPDATE t SET a = a + (SELECT max(a) FROM t), b = b || '!' WHERE a IN (SELECT a FROM t WHERE a > 2)")).ShouldBe(3);
        (await CountAsync("DELETE FROM t WHERE a = (SELECT min(a) FROM t) OR EXISTS (SELECT 1 FROM t AS o WHERE o.a = t.a + 2)")).ShouldBe(2);
        (await CountAsync("UPDATE t SET b = NULL")).ShouldBe(3);

        (await _lake.RowsAsync("SELECT a, b FROM t ORDER BY a")).ShouldBe(["2|NULL", "9|NULL", "10|NULL"]);
        (await CountAsync("DELETE FROM t")).ShouldBe(3);
    }

    [Fact]
    public async Task Merge_SeveralClauses_TheFirstThatAppliesCounts()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')) AS v (k, x)");

        var count = await CountAsync("""
            MERGE INTO t AS o USING (VALUES (1, 'A', false), (2, 'B', true), (3, NULL, false), (9, 'I', false), (10, 'J', true)) AS s (k, x, gone)
            ON o.k = s.k
            WHEN MATCHED AND s.gone THEN DELETE
            WHEN MATCHED AND s.x IS NOT NULL THEN UPDATE SET x = s.x || o.x
            WHEN NOT MATCHED AND NOT s.gone THEN INSERT (x, k) VALUES (lower(s.x), s.k)
            """);

        count.ShouldBe(3);
        (await _lake.RowsAsync("SELECT k, x FROM t ORDER BY k")).ShouldBe(["1|Aa", "3|c", "4|d", "9|i"]);
    }

    [Theory]
    [InlineData("WHEN MATCHED THEN UPDATE SET x = s.x", true)]
    [InlineData("WHEN MATCHED THEN DELETE", true)]
    [InlineData("WHEN MATCHED AND false THEN DELETE", true)]
    [InlineData("WHEN MATCHED AND s.x = 'p' THEN UPDATE SET x = s.x", false)]
    [InlineData("WHEN MATCHED AND s.x = 'p' THEN DELETE WHEN MATCHED THEN UPDATE SET x = s.x", true)]
    [InlineData("WHEN NOT MATCHED THEN INSERT VALUES (s.k, s.x)", true)]
    public async Task Merge_TwoSourceRowsForOneTarget_FailsAsOnAthena(string clauses, bool fails)
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT 1 AS k, 'a' AS x");
        var sql = $"MERGE INTO t USING (VALUES (1, 'p'), (1, 'q')) AS s (k, x) ON t.k = s.k {clauses}";

        if (!fails)
        {
            (await CountAsync(sql)).ShouldBe(1);
            return;
        }
        (await _lake.FailAsync(sql)).Reason.ShouldBe("MERGE_TARGET_ROW_MULTIPLE_MATCHES: One MERGE target table row matched more than one source row");
        (await _lake.RowsAsync("SELECT k, x FROM t")).ShouldBe(["1|a"]);
    }

    [Fact]
    public async Task AlterTable_OfAnIcebergTable_ChangesColumnsAndKeepsRows()
    {
        await _lake.RunAsync(Iceberg);
        await _lake.RunAsync("INSERT INTO items (id, name, price) VALUES (1, 'a', 1.5)");

        await _lake.RunAsync("ALTER TABLE items ADD COLUMNS (stock int COMMENT 'pieces', tags array<string>)");
        await _lake.RunAsync("INSERT INTO items (id, stock, tags) VALUES (2, 7, ARRAY['x'])");
        await _lake.RunAsync("ALTER TABLE items SET TBLPROPERTIES ('vacuum_max_snapshot_age_seconds' = '60')");

        (await _lake.RowsAsync("SELECT id, name, price, stock, tags FROM items ORDER BY id")).ShouldBe(["1|a|1.50|NULL|NULL", "2|NULL|NULL|7|[x]"]);
        (await _lake.RowsAsync("SHOW CREATE TABLE items")).ShouldBe(
        [
            "CREATE TABLE lake.items (",
            "  id bigint,",
            "  name string,",
            "  price decimal(10,2),",
            "  at timestamp,",
            "  stock int COMMENT 'pieces',",
            "  tags array<string>)",
            "PARTITIONED BY (bucket(4, `id`), day(`at`))",
            "LOCATION 's3://bucket/items/'",
            "TBLPROPERTIES (",
            "  'table_type'='iceberg',",
            "  'format'='parquet',",
            "  'vacuum_max_snapshot_age_seconds'='60'",
            ")",
        ]);
    }

    [Theory]
    [InlineData("ALTER TABLE items SET LOCATION 's3://other/'", "NOT_SUPPORTED: line 1:13: LocalAthena cannot move or rename table lake.items, whose rows are in DuckDB")]
    [InlineData("ALTER TABLE items REPLACE COLUMNS (id bigint, name string)", "NOT_SUPPORTED: line 1:13: Cannot drop partition field: at")]
    [InlineData("ALTER TABLE items REPLACE COLUMNS (id string, name string, at timestamp)", "NOT_SUPPORTED: line 1:13: Cannot change column type: id: bigint -> varchar")]
    public async Task AlterTable_WhatAnIcebergTableCannot_Throws(string sql, string reason)
    {
        await _lake.RunAsync(Iceberg);

        (await _lake.FailAsync(sql)).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task AlterTable_DropAndChangeColumn_KeepTheOthersRows()
    {
        await _lake.RunAsync(Iceberg);
        await _lake.RunAsync("INSERT INTO items (id, name, price) VALUES (1, 'a', 1.5)");

        await _lake.RunAsync("ALTER TABLE items DROP COLUMN price");
        await _lake.RunAsync("ALTER TABLE items CHANGE COLUMN name title string AFTER at");
        await _lake.RunAsync("ALTER TABLE items CHANGE id id bigint COMMENT 'key'");
        await _lake.RunAsync("ALTER TABLE items UNSET TBLPROPERTIES ('format')");
        await _lake.RunAsync("UPDATE items SET title = title || '!' WHERE id = 1");

        (await _lake.RowsAsync("SELECT * FROM items")).ShouldBe(["1|NULL|a!"]);
        (await _lake.RowsAsync("SHOW CREATE TABLE items")).ShouldBe(["CREATE TABLE lake.items (", "  id bigint COMMENT 'key',", "  at timestamp,", "  title string)", "PARTITIONED BY (bucket(4, `id`), day(`at`))", "LOCATION 's3://bucket/items/'", "TBLPROPERTIES (", "  'table_type'='iceberg'", ")"]);
        (await _lake.FailAsync("ALTER TABLE items DROP COLUMN colour")).Code.ShouldBe("COLUMN_NOT_FOUND");
        (await _lake.FailAsync("ALTER TABLE items DROP COLUMN id")).Reason.ShouldBe("NOT_SUPPORTED: line 1:13: Cannot drop partition field: id");
    }

    [Fact]
    public async Task AlterTable_DropColumnOfALakeTable_Throws()
    {
        await _lake.CreateTableAsync("files", "a string, b string");

        (await _lake.FailAsync("ALTER TABLE files DROP COLUMN b")).Reason.ShouldBe("NOT_SUPPORTED: line 1:13: ALTER_TABLE_DROP_COLUMN is supported only for Iceberg tables");
    }

    [Fact]
    public async Task AlterTable_ReplaceColumns_DropsAndWidens()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT 1 AS a, 'x' AS b, CAST(1.5 AS decimal(4,1)) AS c");

        await _lake.RunAsync("ALTER TABLE t REPLACE COLUMNS (c decimal(6,1), a bigint)");

        (await _lake.RowsAsync("SELECT *, typeof(a), typeof(c) FROM t")).ShouldBe(["1.5|1|bigint|decimal(6,1)"]);
    }

    [Fact]
    public async Task DropTable_OfAWrittenTable_RemovesItsRows()
    {
        await _lake.RunAsync("CREATE TABLE t AS SELECT 1 AS a");

        await _lake.RunAsync("DROP TABLE t");
        await _lake.RunAsync("CREATE TABLE t AS SELECT 2 AS a");

        (await _lake.RowsAsync("SELECT a FROM t")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task OptimizeAndVacuum_OfAnIcebergTable_Succeed()
    {
        await _lake.RunAsync(Iceberg);
        await _lake.RunAsync("INSERT INTO items (id) VALUES 1, 2");

        var optimized = await _lake.RunAsync("OPTIMIZE items REWRITE DATA USING BIN_PACK WHERE id = 1");
        await _lake.RunAsync("VACUUM items");

        (optimized.StatementType, optimized.SubstatementType, optimized.UpdateCount).ShouldBe(("DML", "OPTIMIZE", null));
        (await _lake.RowsAsync("SELECT count(*) FROM items")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Views_OverWrittenTables_AreQueriesAsUsual()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT 1 AS a, \"$path\" AS p FROM (SELECT 'x' AS \"$path\")");
        await _lake.RunAsync("CREATE VIEW v AS SELECT a + 1 AS b FROM t");

        await _lake.RunAsync("UPDATE t SET a = (SELECT max(b) FROM v)");

        (await _lake.RowsAsync("SELECT b FROM v")).ShouldBe(["3"]);
        (await _lake.RowsAsync("DESCRIBE t")).Length.ShouldBe(2);
        (await _lake.RowsAsync("EXPLAIN SELECT * FROM t")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Parameters_OfAWrite_AreValues()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT 1 AS a, 'x' AS b");

        await _lake.Engine.ExecuteAsync("INSERT INTO t VALUES (?, ?)", LakeFixture.Database, ["2", "'y''z'"]);
        await _lake.Engine.ExecuteAsync("UPDATE t SET b = ? WHERE a = ?", LakeFixture.Database, ["'w'", "1"]);
        await _lake.Engine.ExecuteAsync("MERGE INTO t USING (VALUES ?) AS s (a) ON t.a = s.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.a, ?)", LakeFixture.Database, ["3", "'n'"]);

        (await _lake.RowsAsync("SELECT a, b FROM t ORDER BY a")).ShouldBe(["1|w", "2|y'z", "3|n"]);
    }

    // Names and literals of a statement reach DuckDB quoted, or not at all.
    [Fact]
    public async Task Names_WithQuotesAndStatements_AreOnlyNames()
    {
        const string name = "a\"\"; DROP TABLE own.t1; --";

        await _lake.RunAsync($"CREATE TABLE \"{name}\" WITH (external_location = 's3://b/'';x''/') AS SELECT 1 AS \"{name}\", '''; ATTACH ''/tmp/x.db'' AS x; --' AS b");
        await _lake.RunAsync($"INSERT INTO \"{name}\" SELECT \"{name}\" + 1, 'it''s' FROM \"{name}\"");

        (await _lake.RowsAsync($"SELECT \"{name}\", b, \"$path\" FROM \"{name}\" ORDER BY 1")).ShouldBe(["1|'; ATTACH '/tmp/x.db' AS x; --|s3://b/';x'/", "2|it's|s3://b/';x'/"]);
    }

    [Fact]
    public async Task Writes_AtOnce_AreAllThere()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT 0 AS a");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => _lake.RunAsync(n % 2 == 0 ? $"INSERT INTO t VALUES {n + 1}" : "UPDATE t SET a = a + 100 WHERE a = 0 OR a >= 100")));

        (await _lake.RowsAsync("SELECT count(*), max(a) FROM t")).ShouldBe(["11|1000"]);
    }

    [Fact]
    public async Task Write_Cancelled_ChangesNothing()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false) AS SELECT BIGINT '0' AS a");
        using var engine = _lake.Open(options => options);
        using var cancel = new CancellationTokenSource();
        await engine.ExecuteAsync("CREATE TABLE u WITH (table_type = 'ICEBERG', is_external = false) AS SELECT BIGINT '0' AS a", LakeFixture.Database);

        var insert = engine.ExecuteAsync("INSERT INTO u SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z) WHERE x * y % 7 = z % 11", LakeFixture.Database, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => insert.WaitAsync(HangGuard.Time));
        (await engine.ExecuteAsync("INSERT INTO u VALUES 1", LakeFixture.Database)).UpdateCount.ShouldBe(1);
        (await engine.ExecuteAsync("SELECT count(*) FROM u", LakeFixture.Database)).Rows.Single().ShouldBe(["2"]);
    }
}
