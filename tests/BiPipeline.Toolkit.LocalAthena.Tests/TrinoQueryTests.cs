namespace BiPipeline.Toolkit.LocalAthena.Tests;

// Queries over VALUES; results by Trino's rules.
[Collection(LakeCollection.Name)]
public sealed class TrinoQueryTests(LakeFixture lake)
{
    const string Orders = "(VALUES ('a', 'DE', 10.00, DATE '2026-01-05'), ('b', 'DE', 20.50, DATE '2026-01-20'), ('c', 'FR', 5.25, DATE '2026-02-01'), ('d', NULL, NULL, DATE '2026-02-02')) AS o (id, country, amount, day)";

    [Theory]
    [InlineData($"SELECT country, count(*), sum(amount), avg(amount) FROM {Orders} GROUP BY country ORDER BY country", "DE|2|30.50|15.25", "FR|1|5.25|5.25", "NULL|1|NULL|NULL")]
    [InlineData($"SELECT country, count(*) FROM {Orders} GROUP BY 1 HAVING count(*) > 1", "DE|2")]
    [InlineData($"SELECT date_trunc('month', day) AS month, sum(amount) FROM {Orders} GROUP BY date_trunc('month', day) ORDER BY month DESC", "2026-02-01|5.25", "2026-01-01|30.50")]
    [InlineData($"SELECT country, month(day) AS m, count(*) AS n FROM {Orders} WHERE country IS NOT NULL GROUP BY GROUPING SETS ((country), (month(day)), ()) ORDER BY country, m", "DE|NULL|2", "FR|NULL|1", "NULL|1|2", "NULL|2|1", "NULL|NULL|3")]
    [InlineData($"SELECT country, grouping(country), sum(amount) FROM {Orders} WHERE amount > 0 GROUP BY ROLLUP (country) ORDER BY 2, 1", "DE|0|30.50", "FR|0|5.25", "NULL|1|35.75")]
    [InlineData($"SELECT id, row_number() OVER (PARTITION BY country ORDER BY amount DESC) AS rn FROM {Orders} ORDER BY id", "a|2", "b|1", "c|1", "d|1")]
    [InlineData($"SELECT id, sum(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), lag(id, 1, '-') OVER (ORDER BY id) FROM {Orders} ORDER BY id", "a|10.00|-", "b|30.50|a", "c|25.75|b", "d|5.25|c")]
    [InlineData($"SELECT id, rank() OVER w, first_value(id) OVER w FROM {Orders} WHERE amount > 1 WINDOW w AS (ORDER BY country) ORDER BY id", "a|1|a", "b|1|a", "c|3|a")]
    [InlineData($"SELECT sum(CASE WHEN country = 'DE' THEN amount END), count(*) FILTER (WHERE amount > 6), count_if(country = 'FR'), count(DISTINCT country) FROM {Orders}", "30.50|2|1|2")]
    [InlineData($"SELECT array_agg(id ORDER BY amount DESC), max_by(id, amount), min_by(id, amount), listagg(id, '+') WITHIN GROUP (ORDER BY id DESC) FROM {Orders} WHERE amount IS NOT NULL", "[b, a, c]|b|c|c+b+a")]
    [InlineData($"SELECT map_agg(id, amount), histogram(country), bool_and(amount > 5), approx_distinct(country), approx_percentile(amount, 0.5) FROM {Orders} WHERE amount IS NOT NULL", "{a=10.00, b=20.50, c=5.25}|{DE=2, FR=1}|true|2|10.0")]
    [InlineData($"SELECT multimap_agg(country, id) FROM {Orders} WHERE country IS NOT NULL", "{DE=[a, b], FR=[c]}")]
    [InlineData($"SELECT sum(amount) / count(*), sum(amount) / nullif(count(country), 0) FROM {Orders}", "8.94|11.92")]
    [InlineData($"SELECT try(sum(amount) / count(id)) + 0, try(1 / (count(*) - 4)) FROM {Orders}", "8.94|NULL")]
    [InlineData("SELECT t.id, u.x FROM (VALUES (1, ARRAY['a', 'b']), (2, ARRAY[]), (3, NULL)) AS t (id, xs) CROSS JOIN UNNEST(xs) AS u (x) ORDER BY 1, 2", "1|a", "1|b")]
    [InlineData("SELECT t.id, u.x, u.n FROM (VALUES (1, ARRAY['a', 'b']), (2, ARRAY[])) AS t (id, xs) LEFT JOIN UNNEST(xs) WITH ORDINALITY AS u (x, n) ON TRUE ORDER BY 1, 3", "1|a|1", "1|b|2", "2|NULL|NULL")]
    [InlineData("SELECT k, v FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS m (k, v) ORDER BY k", "a|1", "b|2")]
    [InlineData("SELECT a, b FROM UNNEST(ARRAY[1, 2, 3], ARRAY['x']) AS t (a, b) ORDER BY a", "1|x", "2|NULL", "3|NULL")]
    [InlineData("SELECT item.sku, item.qty FROM UNNEST(CAST(ARRAY[ROW('A', 2), ROW('B', 3)] AS array(row(sku varchar, qty integer)))) AS t (item) ORDER BY 1", "A|2", "B|3")]
    [InlineData("WITH a AS (SELECT 1 AS x UNION ALL SELECT 2), b (y) AS (SELECT x * 10 FROM a) SELECT a.x, b.y FROM a JOIN b ON b.y = a.x * 10 ORDER BY a.x", "1|10", "2|20")]
    [InlineData("SELECT x FROM (VALUES 1, 2, 2, 3) AS t (x) EXCEPT SELECT 2 ORDER BY x DESC", "3", "1")]
    [InlineData("SELECT 1 UNION SELECT 2.5 ORDER BY 1", "1.0", "2.5")]
    [InlineData("SELECT x FROM (VALUES 3, 1, NULL, 2) AS t (x) ORDER BY x DESC OFFSET 1 LIMIT 2", "2", "1")]
    [InlineData("SELECT x FROM (VALUES 3, 1, NULL) AS t (x) ORDER BY x NULLS FIRST FETCH FIRST 2 ROWS ONLY", "NULL", "1")]
    [InlineData("SELECT DISTINCT x % 2 AS odd FROM (VALUES 1, 2, 3) AS t (x) ORDER BY odd", "0", "1")]
    [InlineData("SELECT l.x, r.y FROM (VALUES 1, 2) AS l (x) FULL JOIN (VALUES 2, 3) AS r (y) ON l.x = r.y ORDER BY coalesce(l.x, r.y)", "1|NULL", "2|2", "NULL|3")]
    [InlineData("SELECT id, a, b FROM (VALUES (1, 'x')) AS l (id, a) JOIN (VALUES (1, 'y')) AS r (id, b) USING (id)", "1|x|y")]
    [InlineData("SELECT x FROM (VALUES 1, 2, 3) AS t (x) WHERE EXISTS (SELECT 1 FROM (VALUES 2, 3) AS s (y) WHERE s.y = t.x) AND x IN (SELECT 3)", "3")]
    [InlineData("SELECT x, (SELECT max(y) FROM (VALUES 1, 5) AS s (y) WHERE s.y < t.x) FROM (VALUES 2, 9) AS t (x) ORDER BY x", "2|1", "9|5")]
    [InlineData("SELECT x FROM (VALUES 1, 2, 3) AS t (x) WHERE x >= ALL (SELECT 3)", "3")]
    [InlineData("SELECT t.r.a FROM (SELECT CAST(ROW(1, 2) AS row(a integer, b integer)) AS r) AS t", "1")]
    [InlineData("SELECT \"Mixed Case\" FROM (SELECT 1 AS \"Mixed Case\")", "1")]
    [InlineData("SELECT count(*) FROM (VALUES 1, 2) AS a (x), (VALUES 3, 4) AS b (y)", "4")]
    [InlineData("SELECT x FROM (VALUES 1, 2) AS t (x) CROSS JOIN LATERAL (SELECT t.x * 2 AS y) AS l WHERE l.y > 2", "2")]
    [InlineData("((SELECT 1 AS a) UNION ALL (SELECT 2)) ORDER BY a LIMIT 1", "1")]
    [InlineData("VALUES (1, 'a'), (2, 'b') ORDER BY 1 DESC", "2|b", "1|a")]
    [InlineData("SELECT min(x, 2), max(x, 1) FROM (VALUES 3, 1, 2) AS t (x)", "[1, 2]|[3]")]
    [InlineData("SELECT stddev_pop(x), geometric_mean(x), corr(x, x) FROM (VALUES 2E0, 8E0) AS t (x)", "3.0|4.0|1.0")]
    [InlineData("SELECT lead(x) IGNORE NULLS OVER (ORDER BY n) FROM (VALUES (1, 10), (2, NULL), (3, 30)) AS t (n, x) ORDER BY n", "30", "30", "NULL")]
    [InlineData("SELECT sum(n) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) FROM (VALUES (DATE '2026-01-01', 1), (DATE '2026-01-02', 2), (DATE '2026-01-05', 4)) AS t (d, n) ORDER BY d", "1", "3", "4")]
    [InlineData("SELECT t.* FROM (VALUES (1, 2)) AS t (a, b)", "1|2")]
    [InlineData("SELECT u.x + 1 FROM (VALUES (ARRAY[ARRAY[1], ARRAY[2, 3]])) AS t (xss) CROSS JOIN UNNEST(xss) AS s (xs) CROSS JOIN UNNEST(xs) AS u (x) ORDER BY 1", "2", "3", "4")]
    public async Task Select_Query_ReturnsTrinosRows(string sql, params string[] expected) =>
        (await lake.RowsAsync(sql)).ShouldBe(expected);

    [Fact]
    public async Task Select_UnnamedColumns_AreNumberedFromZero()
    {
        var result = await lake.RunAsync("SELECT 1, 2 AS b, 3");

        result.Columns.Select(column => column.Name).ShouldBe(["_col0", "b", "_col2"]);
    }

    [Fact]
    public async Task Select_Parameters_ReplaceQuestionMarks()
    {
        var result = await lake.Engine.ExecuteAsync("SELECT x FROM (VALUES 'a', 'b') AS t (x) WHERE x = ? AND ? < 3", null, ["'b'", "2"]);

        result.Rows.ShouldHaveSingleItem().ShouldBe(["b"]);
    }
}
