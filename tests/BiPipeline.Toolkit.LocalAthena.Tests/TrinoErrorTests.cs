using BiPipeline.Toolkit.AthenaSql;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

// A statement that DuckDB would run and Athena refuses must fail here, at its position.
[Collection(LakeCollection.Name)]
public sealed class TrinoErrorTests(LakeFixture lake)
{
    const string T = "(VALUES (1, 'x', TIMESTAMP '2026-01-01 00:00:00')) AS t (a, s, ts)";

    [Theory]
    // names
    [InlineData($"SELECT b FROM {T}", "COLUMN_NOT_FOUND", "line 1:8: Column 'b' cannot be resolved")]
    [InlineData($"SELECT a AS b FROM {T} WHERE b = 1", "COLUMN_NOT_FOUND", "Column 'b'")]
    [InlineData($"SELECT a + 1 AS b, count(*) FROM {T} GROUP BY b", "COLUMN_NOT_FOUND", "Column 'b'")]
    [InlineData($"SELECT a AS b FROM {T} GROUP BY a HAVING b > 0", "COLUMN_NOT_FOUND", "Column 'b'")]
    [InlineData($"SELECT a AS b, b + 1 FROM {T}", "COLUMN_NOT_FOUND", "Column 'b'")]
    [InlineData("SELECT x FROM (VALUES 1) AS l (x), (VALUES 2) AS r (x)", "AMBIGUOUS_NAME", "Column 'x' is ambiguous")]
    [InlineData("SELECT 1 FROM nowhere", "TABLE_NOT_FOUND", "line 1:15: Table 'awsdatacatalog.lake.nowhere' does not exist")]
    [InlineData("SELECT 1 FROM nodb.nowhere", "SCHEMA_NOT_FOUND", "Schema 'nodb' does not exist")]
    [InlineData("SELECT 1 FROM other.lake.t", "CATALOG_NOT_FOUND", "Catalog 'other'")]
    [InlineData("SELECT strftime(now(), '%Y')", "FUNCTION_NOT_FOUND", "Function 'strftime' not registered")]
    [InlineData("SELECT list_sum(ARRAY[1])", "FUNCTION_NOT_FOUND", "Function 'list_sum' not registered")]
    [InlineData("SELECT render(true)", "NOT_SUPPORTED", "Athena has the function render, LocalAthena does not")]
    // types
    [InlineData($"SELECT 1 FROM {T} WHERE ts >= '2026-01-01'", "TYPE_MISMATCH", "Cannot apply operator: timestamp(0) >= varchar(10)")]
    [InlineData("SELECT '5' = 5", "TYPE_MISMATCH", "line 1:12: Cannot apply operator: varchar(1) = integer")]
    [InlineData("SELECT '1' + 1", "TYPE_MISMATCH", "Cannot apply operator: varchar(1) + integer")]
    [InlineData("SELECT 1 || 'a'", "TYPE_MISMATCH", "Cannot apply operator: integer || varchar(1)")]
    [InlineData("SELECT lower(1)", "FUNCTION_NOT_FOUND", "Unexpected parameters (integer) for function lower")]
    [InlineData("SELECT concat('a', 1)", "FUNCTION_NOT_FOUND", "Unexpected parameters")]
    [InlineData("SELECT coalesce(1, 'a')", "FUNCTION_NOT_FOUND", "Unexpected parameters (integer, varchar(1)) for function coalesce")]
    [InlineData("SELECT CASE WHEN 1 THEN 2 END", "TYPE_MISMATCH", "must evaluate to a boolean")]
    [InlineData("SELECT if(true, 1, 'a')", "FUNCTION_NOT_FOUND", "Unexpected parameters")]
    [InlineData("SELECT 1 UNION SELECT 'a'", "TYPE_MISMATCH", "incompatible types: integer, varchar(1)")]
    [InlineData("SELECT 1 IN ('a')", "TYPE_MISMATCH", "IN value and list items must be the same type")]
    [InlineData("SELECT 1 WHERE 1", "TYPE_MISMATCH", "WHERE clause must evaluate to a boolean: actual type integer")]
    [InlineData("SELECT CAST(1 AS date)", "TYPE_MISMATCH", "Cannot cast integer to date")]
    [InlineData("SELECT CAST(1 AS money)", "TYPE_NOT_FOUND", "Unknown type: money")]
    [InlineData("SELECT date_trunc('fortnight', now())", "INVALID_FUNCTION_ARGUMENT", "'fortnight' is not a valid Timestamp field")]
    [InlineData("SELECT x FROM (SELECT MAP(ARRAY[1], ARRAY[2]) AS x) ORDER BY x", "TYPE_MISMATCH", "is not orderable")]
    // aggregates and windows
    [InlineData($"SELECT a, count(*) FROM {T}", "EXPRESSION_NOT_AGGREGATE", "line 1:8: 'a' must be an aggregate expression or appear in GROUP BY clause")]
    [InlineData($"SELECT s, a + 1 FROM {T} GROUP BY s", "EXPRESSION_NOT_AGGREGATE", "'a' must be an aggregate expression")]
    [InlineData($"SELECT 1 FROM {T} WHERE sum(a) > 1", "EXPRESSION_NOT_SCALAR", "WHERE clause cannot contain aggregations")]
    [InlineData($"SELECT sum(count(*)) FROM {T}", "NESTED_AGGREGATION", "Cannot nest aggregations inside aggregation 'count'")]
    [InlineData($"SELECT row_number() FROM {T}", "MISSING_OVER", "requires OVER clause")]
    [InlineData($"SELECT a FROM {T} WHERE row_number() OVER () = 1", "EXPRESSION_NOT_SCALAR", "WHERE clause cannot contain")]
    [InlineData($"SELECT DISTINCT a FROM {T} ORDER BY s", "EXPRESSION_NOT_IN_DISTINCT", "ORDER BY expressions must appear in select list")]
    [InlineData($"SELECT a FROM {T} ORDER BY 2", "INVALID_COLUMN_REFERENCE", "position 2 is not in select list")]
    [InlineData("SELECT x FROM (VALUES 1) AS t (x, y)", "MISMATCHED_COLUMN_ALIASES", "Column alias list has 2 entries but 't' has 1 columns available")]
    // DuckDB's own syntax
    [InlineData("SELECT `a` FROM t", "SYNTAX_ERROR", "backquoted identifiers are not supported")]
    [InlineData("FROM t SELECT a", "SYNTAX_ERROR", "mismatched input 'FROM'")]
    [InlineData("SELECT 1,", "SYNTAX_ERROR", "mismatched input")]
    [InlineData("SELECT a, count(*) FROM t GROUP BY ALL", "SYNTAX_ERROR", "GROUP BY")]
    [InlineData("SELECT a::varchar FROM t", "SYNTAX_ERROR", "mismatched input ':'")]
    [InlineData("SELECT * EXCLUDE (a) FROM t", "SYNTAX_ERROR", "mismatched input")]
    [InlineData("SELECT a FROM t QUALIFY row_number() OVER () = 1", "SYNTAX_ERROR", "QUALIFY")]
    [InlineData("SELECT [1, 2]", "SYNTAX_ERROR", "mismatched input '['")]
    [InlineData("SELECT {'a': 1}", "SYNTAX_ERROR", "mismatched input '{'")]
    [InlineData("SELECT order FROM t", "SYNTAX_ERROR", "mismatched input 'order'")]
    [InlineData("SELECT 1; SELECT 2", "SYNTAX_ERROR", "Only one sql statement is allowed")]
    [InlineData("SELEC 1", "SYNTAX_ERROR", "line 1:1: mismatched input 'SELEC'")]
    [InlineData("SELECT 'open", "SYNTAX_ERROR", "is not closed")]
    [InlineData("SELECT 1 FROM a NATURAL JOIN b", "NOT_SUPPORTED", "NATURAL JOIN")]
    // values
    [InlineData("SELECT 1 / 0", "DIVISION_BY_ZERO", "Division by zero")]
    [InlineData("SELECT 1.0 / 0", "DIVISION_BY_ZERO", "Division by zero")]
    [InlineData("SELECT 5 % 0", "DIVISION_BY_ZERO", "Division by zero")]
    [InlineData("SELECT ARRAY[1, 2][3]", "INVALID_FUNCTION_ARGUMENT", "Array subscript must be less than or equal to array length: 3 > 2")]
    [InlineData("SELECT ARRAY[1][0]", "INVALID_FUNCTION_ARGUMENT", "SQL array indices start at 1")]
    [InlineData("SELECT MAP(ARRAY['a'], ARRAY[1])['b']", "INVALID_FUNCTION_ARGUMENT", "Key not present in map: b")]
    [InlineData("SELECT CAST('abc' AS integer)", "INVALID_CAST_ARGUMENT", "Cannot cast 'abc' to INT")]
    [InlineData("SELECT CAST('2025-01-01T00:00:00Z' AS timestamp)", "INVALID_CAST_ARGUMENT", "Value cannot be cast to timestamp: 2025-01-01T00:00:00Z")]
    [InlineData("SELECT CAST('2025-01-01 00:00:00 UTC' AS timestamp)", "INVALID_CAST_ARGUMENT", "Value cannot be cast to timestamp")]
    [InlineData("SELECT CAST(1000 AS decimal(3,1))", "INVALID_CAST_ARGUMENT", "")]
    [InlineData("SELECT DATE '2026-02-30'", "INVALID_LITERAL", "'2026-02-30' is not a valid date literal")]
    [InlineData("SELECT DATE '2026-01-01' + INTERVAL '1' HOUR", "INVALID_FUNCTION_ARGUMENT", "Cannot add hour, minutes or seconds to a date")]
    [InlineData("SELECT at_timezone(now(), 'Mars/Olympus')", "INVALID_FUNCTION_ARGUMENT", "'Mars/Olympus' is not a valid time zone")]
    [InlineData("SELECT date_parse('x', '%Y')", "INVALID_FUNCTION_ARGUMENT", "Invalid format: \"x\"")]
    [InlineData("SELECT json_parse('{')", "INVALID_FUNCTION_ARGUMENT", "Cannot convert value to JSON")]
    [InlineData("SELECT regexp_like('a', '(')", "INVALID_FUNCTION_ARGUMENT", "Invalid regular expression")]
    [InlineData("SELECT (SELECT x FROM (VALUES 1, 2) AS t (x))", "SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows")]
    [InlineData("SELECT ?", "INVALID_PARAMETER_USAGE", "expected 1 but found 0")]
    public async Task Execute_StatementThatAthenaRefuses_Throws(string sql, string code, string message)
    {
        var failure = await lake.FailAsync(sql);

        failure.Code.ShouldBe(code, failure.Message);
        failure.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Execute_ErrorOnALaterLine_NamesLineAndColumn()
    {
        var failure = await lake.FailAsync("SELECT\n  a,\n  missing\nFROM (VALUES 1) AS t (a)");

        (failure.Line, failure.Column).ShouldBe((3, 3));
        failure.Reason.ShouldStartWith("COLUMN_NOT_FOUND: line 3:3: Column 'missing'");
    }

    // A statement comes from outside: no form of it may end the process or run forever.
    [Theory]
    [InlineData("(", "1", ")", 100_000)]
    [InlineData("- ", "1", "", 100_000)]
    [InlineData("NOT ", "true", "", 60_000)]
    [InlineData("1 + ", "1", "", 60_000)]
    [InlineData("ARRAY[", "1", "]", 30_000)]
    [InlineData("(SELECT ", "1", ")", 20_000)]
    [InlineData("((SELECT ", "1", ") + 1)", 200)]
    [InlineData("((SELECT ", "1", ") + 1)", 10_000)]
    [InlineData("CASE WHEN true THEN ", "1", " END", 8_000)]
    [InlineData("abs(", "1", ")", 50_000)]
    [InlineData("CAST(NULL AS ", "array(integer)", ")", 1)]
    public async Task Execute_DeepNesting_SucceedsOrThrows(string open, string middle, string close, int times)
    {
        var sql = $"SELECT {string.Concat(Enumerable.Repeat(open, times))}{middle}{string.Concat(Enumerable.Repeat(close, times))}";

        var failure = await Record.ExceptionAsync(() => lake.RunAsync(sql));

        if (failure is not null) { failure.ShouldBeOfType<LocalAthenaQueryException>().Code.ShouldBe("NOT_SUPPORTED"); }
    }

    [Fact]
    public async Task Execute_DeepTypesAndRelations_Throw()
    {
        (await lake.FailAsync($"SELECT CAST(NULL AS {string.Concat(Enumerable.Repeat("array(", 20_000))}integer{new string(')', 20_000)})")).Code.ShouldBe("NOT_SUPPORTED");
        (await lake.FailAsync($"SELECT 1 FROM {new string('(', 50_000)}t{new string(')', 50_000)}")).Code.ShouldBe("NOT_SUPPORTED");
        (await lake.FailAsync($"SELECT 1{string.Concat(Enumerable.Repeat(" UNION SELECT 1", 10_000))}")).Code.ShouldBe("NOT_SUPPORTED");
    }

    [Fact]
    public async Task Execute_ManyTermsInOneFilter_Runs()
    {
        var sql = $"SELECT x FROM UNNEST(sequence(1, 5000)) AS t (x) WHERE {string.Join(" OR ", Enumerable.Range(1, 3000).Select(n => $"x = {n * 2}"))}";

        (await lake.RunAsync(sql)).Rows.Count.ShouldBe(2500);
    }
}
