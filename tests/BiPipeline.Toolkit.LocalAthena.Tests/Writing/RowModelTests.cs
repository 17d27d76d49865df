using System.Globalization;
using BiPipeline.Toolkit.AthenaSql;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Writing;

/// <summary>Runs generated sequences of INSERT, UPDATE, DELETE and MERGE, and compares the table with a model of rows after every statement.</summary>
public sealed class RowModelTests : IDisposable
{
    const int StatementsPerTable = 40;

    readonly LakeFixture _lake = new();
    readonly RowModel _model = new();
    int _failures;

    public void Dispose() => _lake.Dispose();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, TestVolume.Of(usual: 4, full: 40))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Statements_Generated_LeaveTheRowsOfTheModel(int seed)
    {
        var random = new Random(seed);
        await _lake.RunAsync($"CREATE TABLE t (key bigint, text string, amount decimal(12,2)) {(seed % 2 == 0 ? "PARTITIONED BY (bucket(8, key)) " : "")}LOCATION 's3://bucket/t/' TBLPROPERTIES ('table_type'='ICEBERG')");

        for (var i = 0; i < StatementsPerTable; i++)
        {
            await StepAsync(random);
            (await _lake.RowsAsync("SELECT key, text, CAST(amount * 100 AS bigint) FROM t")).Order(StringComparer.Ordinal)
                .ShouldBe(_model.Rows.Select(Text).Order(StringComparer.Ordinal), $"seed {seed}, statement {i}");
        }

        _model.Rows.Count.ShouldBeGreaterThan(0);
        _failures.ShouldBeLessThan(StatementsPerTable / 2);
    }

    Task StepAsync(Random random) => random.Next(10) switch
    {
        0 or 1 => InsertAsync(random),
        2 => InsertFromItselfAsync(random),
        3 => DeleteAsync(random),
        4 or 5 => UpdateAsync(random),
        _ => MergeAsync(random),
    };

    async Task InsertAsync(Random random)
    {
        var rows = Rows(random, random.Next(1, 8));

        (await RunAsync($"INSERT INTO t (text, amount, key) VALUES {string.Join(", ", rows.Select(row => $"({Literal(row.Text)}, {Amount(row.Cents)}, {Literal(row.Key)})"))}")).ShouldBe(_model.Insert(rows));
    }

    async Task InsertFromItselfAsync(Random random)
    {
        var condition = ConditionOf(random);
        var rows = _model.Rows.Where(row => condition.Holds(row) == true).Select(row => row with { Key = row.Key + 100, Cents = null }).ToArray();

        (await RunAsync($"INSERT INTO t (key, text) SELECT key + 100, text FROM t WHERE {condition.Sql}")).ShouldBe(_model.Insert(rows));
    }

    async Task DeleteAsync(Random random)
    {
        var condition = ConditionOf(random);

        (await RunAsync($"DELETE FROM t WHERE {condition.Sql}")).ShouldBe(_model.Delete(condition));
    }

    async Task UpdateAsync(Random random)
    {
        var condition = ConditionOf(random);
        if (random.Next(2) == 0)
        {
            (await RunAsync($"UPDATE t SET amount = amount + 1, text = upper(text) WHERE {condition.Sql}")).ShouldBe(_model.Update(condition, row => row with { Cents = row.Cents + 100, Text = row.Text?.ToUpperInvariant() }));
            return;
        }
        // Columns exchange values: every expression sees the old row.
        (await RunAsync($"UPDATE t SET key = CAST(amount * 100 AS bigint) % 50, amount = key WHERE {condition.Sql}")).ShouldBe(_model.Update(condition, row => row with { Key = row.Cents % 50, Cents = row.Key * 100 }));
    }

    async Task MergeAsync(Random random)
    {
        var source = Rows(random, random.Next(0, 12));
        var clauses = Enumerable.Range(0, random.Next(1, 5)).Select(_ => ClauseOf(random)).ToArray();
        var rows = source.Length == 0
            ? "SELECT BIGINT '1' AS key, 'x' AS text, DECIMAL '1.00' AS amount WHERE false"
            : $"SELECT CAST(key AS bigint) AS key, text, CAST(amount AS decimal(12,2)) AS amount FROM (VALUES {string.Join(", ", source.Select(row => $"({Literal(row.Key)}, {Literal(row.Text)}, {Amount(row.Cents)})"))}) AS v (key, text, amount)";
        var sql = $"MERGE INTO t AS o USING ({rows}) AS s ON o.key = s.key {string.Join(' ', clauses.Select(Sql))}";

        if (_model.Merge(source, clauses) is { } count)
        {
            (await RunAsync(sql)).ShouldBe(count);
            return;
        }
        _failures++;
        (await _lake.FailAsync(sql)).Code.ShouldBe("MERGE_TARGET_ROW_MULTIPLE_MATCHES");
    }

    async Task<long?> RunAsync(string sql)
    {
        try
        {
            return (await _lake.RunAsync(sql)).UpdateCount;
        }
        catch (LocalAthenaQueryException exception)
        {
            throw new InvalidOperationException($"{exception.Reason}: {sql}", exception);
        }
    }

    static RowModel.Row[] Rows(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => new RowModel.Row(
            random.Next(8) == 0 ? null : random.Next(40),
            random.Next(6) == 0 ? null : ((string[])["a", "b", "it's", "ü\\", ""])[random.Next(5)],
            random.Next(6) == 0 ? null : random.Next(-5000, 5000))),
    ];

    static RowModel.Condition ConditionOf(Random random)
    {
        var number = random.Next(40);
        return random.Next(5) switch
        {
            0 => new($"key < {number / 4}", row => row.Key < number / 4),
            1 => new($"amount > {number}.5", row => row.Cents > (number * 100) + 50),
            2 => new("text IS NULL", row => row.Text is null),
            3 => new($"NOT (text = 'a' AND key % 3 = {number % 3})", row => Not(And(row.Text is null ? null : row.Text == "a", row.Key is null ? null : row.Key % 3 == number % 3))),
            _ => new($"key IN ({number}, {number + 1}, NULL)", row => row.Key == number || row.Key == number + 1 ? true : null),
        };
    }

    static RowModel.Clause ClauseOf(Random random)
    {
        var action = (RowModel.Action)random.Next(3);
        var number = random.Next(40);
        RowModel.PairCondition? condition = random.Next(4) switch
        {
            0 => new("s.text IS NOT NULL", (_, source) => source.Text is not null),
            1 => new($"s.amount < {number}", (_, source) => source.Cents is null ? null : source.Cents < number * 100),
            2 when action != RowModel.Action.Insert => new("o.amount <= s.amount", (target, source) => target.Cents is null || source.Cents is null ? null : target.Cents <= source.Cents),
            _ => null,
        };
        return new(action, condition);
    }

    static string Sql(RowModel.Clause clause)
    {
        var condition = clause.Condition is { } given ? $" AND {given.Sql}" : "";
        return clause.Action switch
        {
            RowModel.Action.Update => $"WHEN MATCHED{condition} THEN UPDATE SET text = s.text, amount = o.amount + s.amount",
            RowModel.Action.Delete => $"WHEN MATCHED{condition} THEN DELETE",
            _ => $"WHEN NOT MATCHED{condition} THEN INSERT (amount, key, text) VALUES (s.amount, s.key, s.text)",
        };
    }

    static bool? And(bool? left, bool? right) => left == false || right == false ? false : left is null || right is null ? null : true;

    static bool? Not(bool? value) => value is { } known ? !known : null;

    static string Literal(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    static string Literal(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    static string Amount(long? cents) => cents is { } given ? (given / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "NULL";

    static string Text(RowModel.Row row) => string.Join('|', row.Key?.ToString(CultureInfo.InvariantCulture) ?? "NULL", row.Text ?? "NULL", row.Cents?.ToString(CultureInfo.InvariantCulture) ?? "NULL");
}
