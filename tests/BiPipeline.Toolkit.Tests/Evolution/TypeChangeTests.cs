using System.Text;
using BiPipeline.Toolkit.AthenaSql;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Tests.Evolution;

/// <summary>
/// Checks the table of <c>docs/schema-evolution.md</c>, cell by cell: LocalAthena reads files that the toolkit wrote with one type as the other.
/// DuckDB reads the values. LocalAthena's own <c>ParquetCompatibility</c>, from the source of Trino's reader, decides whether Athena refuses a
/// file: the test compares the page with that rule, and neither with Athena.
/// </summary>
[Trait("Category", "Slow")]
public sealed class TypeChangeTests : IDisposable
{
    const string Database = "lake";
    const string Location = "s3://bucket/lake";

    // A value of each type that fits in every readable type, and Athena's text of it.
    static readonly Dictionary<string, (string Json, string Text)> Values = new(StringComparer.Ordinal)
    {
        ["boolean"] = ("""{"BOOL":true}""", "true"),
        ["int"] = ("""{"N":"7"}""", "7"),
        ["bigint"] = ("""{"N":"8"}""", "8"),
        ["double"] = ("""{"N":"1.5"}""", "1.5"),
        ["decimal(9,0)"] = ("""{"N":"9"}""", "9"),
        ["decimal(12,2)"] = ("""{"N":"7.25"}""", "7.25"),
        ["decimal(14,4)"] = ("""{"N":"7.1234"}""", "7.1234"),
        ["decimal(38,0)"] = ("""{"N":"10"}""", "10"),
        ["string"] = ("""{"S":"x"}""", "x"),
        ["binary"] = ("""{"B":"eA=="}""", "78"),
        ["date"] = ("""{"S":"2026-01-02"}""", "2026-01-02"),
        ["timestamp"] = ("""{"S":"2026-01-02T03:04:05Z"}""", "2026-01-02 03:04:05.000"),
        ["array<int>"] = ("""{"L":[{"N":"1"}]}""", "[1]"),
        ["array<bigint>"] = ("""{"L":[{"N":"2"}]}""", "[2]"),
        ["map<string,int>"] = ("""{"M":{"k":{"N":"1"}}}""", "{k=1}"),
        ["map<string,bigint>"] = ("""{"M":{"k":{"N":"2"}}}""", "{k=2}"),
        ["struct<a:int>"] = ("""{"M":{"a":{"N":"1"}}}""", "{a=1}"),
        ["struct<a:int,b:string>"] = ("""{"M":{"a":{"N":"2"},"b":{"S":"x"}}}""", "{a=2, b=x}"),
        ["struct<b:string,a:int>"] = ("""{"M":{"a":{"N":"3"},"b":{"S":"y"}}}""", "{b=y, a=3}"),
    };

    // Safe: every value unchanged, also the extremes, from old and new files in one table.
    static readonly (string Old, string New, string[] OldValues, string[] NewValues, string[] Texts)[] SafeChanges =
    [
        ("int", "bigint", ["""{"N":"-2147483648"}""", """{"N":"2147483647"}""", """{"NULL":true}"""], ["""{"N":"9223372036854775807"}"""], ["-2147483648", "2147483647", "NULL", "9223372036854775807"]),
        ("array<int>", "array<bigint>", ["""{"L":[{"N":"2147483647"},{"NULL":true}]}""", """{"L":[]}"""], ["""{"L":[{"N":"-9223372036854775808"}]}"""], ["[2147483647, null]", "[]", "[-9223372036854775808]"]),
        ("map<string,int>", "map<string,bigint>", ["""{"M":{"k":{"N":"2147483647"}}}"""], ["""{"M":{"k":{"N":"9223372036854775807"}}}"""], ["{k=2147483647}", "{k=9223372036854775807}"]),
        ("struct<a:int>", "struct<a:int,b:string>", ["""{"M":{"a":{"N":"1"}}}""", """{"NULL":true}"""], ["""{"M":{"a":{"N":"2"},"b":{"S":"x"}}}"""], ["{a=1, b=null}", "NULL", "{a=2, b=x}"]),
        ("array<struct<a:int>>", "array<struct<a:bigint,b:array<string>>>", ["""{"L":[{"M":{"a":{"N":"1"}}}]}"""], ["""{"L":[{"M":{"a":{"N":"5000000000"},"b":{"SS":["x"]}}}]}"""], ["[{a=1, b=null}]", "[{a=5000000000, b=[x]}]"]),
        ("map<string,struct<a:int>>", "map<string,struct<a:int,b:int>>", ["""{"M":{"k":{"M":{"a":{"N":"1"}}}}}"""], ["""{"M":{"k":{"M":{"a":{"N":"1"},"b":{"N":"2"}}}}}"""], ["{k={a=1, b=null}}", "{k={a=1, b=2}}"]),
    ];

    readonly TemporaryDirectory _folder = new();
    readonly InMemoryGlueCatalog _catalog = new();
    readonly LocalAthenaEngine _engine;

    public TypeChangeTests()
    {
        _catalog.CreateDatabaseAsync(new GlueDatabase(Database)).GetAwaiter().GetResult();
        _engine = LocalAthenaEngine.Open(_catalog, _folder.FullPath, new() { LakeLocation = Location });
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Guide_EveryCell_MatchesLocalAthena()
    {
        var (types, cells) = Guide();
        types.ShouldBe(Values.Keys);
        List<string> wrong = [];
        for (var from = 0; from < types.Length; from++)
        {
            var table = $"from{from}";
            await WriteAsync(table, types[from], 1, [Values[types[from]].Json]);
            for (var to = 0; to < types.Length; to++)
            {
                var (verdict, answer) = (cells[from][to], await ReadAsync(table, $"{table}_as{to}", types[to]));
                var isAsTold = verdict switch
                {
                    "=" => answer == Values[types[from]].Text,
                    "safe" or "new" => answer != "HIVE_BAD_DATA",
                    _ => answer == "HIVE_BAD_DATA",
                };
                if (!isAsTold) { wrong.Add($"{types[from]} as {types[to]}: {verdict}, but {answer}"); }
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_OldAndNewFilesAfterASafeChange_ReturnsEveryValueUnchanged()
    {
        var safe = Guide();
        for (var i = 0; i < SafeChanges.Length; i++)
        {
            var (old, next, oldValues, newValues, texts) = SafeChanges[i];
            TypeTransition.Between(DataType.Parse(old), DataType.Parse(next)).Change.ShouldBe(TypeChange.Safe, $"{old} to {next}");
            await WriteAsync($"safe{i}", old, 1, oldValues);
            await WriteAsync($"safe{i}", next, 2, newValues);

            await DeclareAsync($"safe{i}", $"safe{i}", next);
            (await _engine.ExecuteAsync($"SELECT v FROM safe{i} ORDER BY k", Database)).Rows.Select(row => row[0] ?? "NULL").ShouldBe(texts, $"{old} to {next}");
        }
        // Contains each safe cell of the guide.
        for (var from = 0; from < safe.Types.Length; from++)
        {
            for (var to = 0; to < safe.Types.Length; to++)
            {
                if (safe.Cells[from][to] == "safe") { SafeChanges.ShouldContain(change => change.Old == safe.Types[from] && change.New == safe.Types[to]); }
            }
        }
    }

    // The page's table: one row per type, one cell per new type.
    static (string[] Types, string[][] Cells) Guide()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "schema-evolution.md"))
            .SkipWhile(line => !line.StartsWith("| from \\ to |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())
            .ToArray();
        rows.Skip(2).Select(row => row[0]).ShouldBe(rows[0].Skip(1));
        return ([.. rows[0].Skip(1)], [.. rows.Skip(2).Select(row => row[1..])]);
    }

    static TableSchema Schema(string table, string type, int version) => TableSchema.Parse($$"""
        { "table": "{{table}}", "version": {{version}}, "keys": ["k"],
          "columns": [ { "name": "k", "path": "k", "type": "bigint" }, { "name": "v", "path": "v", "type": "{{type}}" } ] }
        """);

    async Task WriteAsync(string table, string type, int version, string[] values)
    {
        var records = values.Select((value, i) => $$$"""{"eventID":"{{{version}}}-{{{i}}}","eventName":"INSERT","dynamodb":{"Keys":{"k":{"N":"{{{(version * 10) + i}}}"}},"NewImage":{"k":{"N":"{{{(version * 10) + i}}}"},"v":{{{value}}}},"SequenceNumber":"{{{i + 1}}}"}}""");
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}""");
        var outcome = await new StreamPipeline(new DirectoryObjectStore(_folder.FullPath), new() { Schemas = [Schema(table, type, version)] }).ProcessAsync(payload, CancellationToken.None);
        (outcome.Rows, outcome.Rescued, outcome.RedeliverFrom).ShouldBe((values.Length, 0, null));
    }

    // The value, or the error's code.
    async Task<string> ReadAsync(string written, string declared, string type)
    {
        await DeclareAsync(written, declared, type);
        try
        {
            return (await _engine.ExecuteAsync($"SELECT v FROM {declared}", Database)).Rows.ShouldHaveSingleItem()[0] ?? "NULL";
        }
        catch (LocalAthenaQueryException exception)
        {
            return exception.Code;
        }
    }

    async Task DeclareAsync(string written, string declared, string type)
    {
        var table = LakeCatalog.Create([Schema(written, type, 1)], new() { Database = Database, Location = Location }).Tables[0];
        await _catalog.CreateTableAsync(Database, table with { Name = declared });
    }
}
