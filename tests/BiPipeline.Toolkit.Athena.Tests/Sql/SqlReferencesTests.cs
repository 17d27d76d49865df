namespace BiPipeline.Toolkit.Athena.Tests.Sql;

public sealed class SqlReferencesTests
{
    [Theory]
    // Joins, commas, aliases, qualified and quoted names.
    [InlineData("SELECT * FROM a", "a")]
    [InlineData("SELECT 1", "")]
    [InlineData("SELECT * FROM A x JOIN db.B AS y ON x.i = y.i LEFT JOIN cat.db.c USING (i)", "a, db.b, cat.db.c")]
    [InlineData("SELECT * FROM a, b AS t (x, y), c WHERE x IN (1, 2)", "a, b, c")]
    [InlineData("SELECT * FROM \"Odd Name\" CROSS JOIN \"x\"\"y\"", "odd name, x\"y")]
    [InlineData("SELECT * FROM (a JOIN b ON true) JOIN c ON true, d", "a, b, c, d")]
    [InlineData("SELECT * FROM a TABLESAMPLE BERNOULLI (10), b", "a, b")]
    [InlineData("SELECT * FROM a UNION ALL SELECT * FROM b EXCEPT SELECT * FROM c", "a, b, c")]
    [InlineData("SELECT a.x, b FROM t GROUP BY a.x, b ORDER BY a.x, b", "t")]
    // Subqueries.
    [InlineData("SELECT (SELECT max(x) FROM a) FROM (SELECT * FROM b WHERE EXISTS (SELECT 1 FROM c)) AS q", "a, b, c")]
    [InlineData("SELECT * FROM t WHERE x IN (SELECT y FROM u) AND z = ANY (SELECT w FROM v)", "t, u, v")]
    // Common table expressions: known after their body, not before; shadowing ends with the level.
    [InlineData("WITH a AS (SELECT * FROM b) SELECT * FROM a", "b")]
    [InlineData("WITH a AS (SELECT * FROM a) SELECT * FROM a", "a")]
    [InlineData("WITH a AS (SELECT * FROM x), b (i, j) AS (SELECT * FROM a, y) SELECT * FROM b JOIN a ON true JOIN db.a AS q ON true", "x, y, db.a")]
    [InlineData("WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r", "")]
    [InlineData("SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) JOIN a ON true", "a")]
    [InlineData("WITH a AS (WITH b AS (SELECT * FROM c) SELECT * FROM b) SELECT * FROM a, b", "c, b")]
    // UNNEST, LATERAL and table functions do not name a table, but their arguments may.
    [InlineData("SELECT * FROM t CROSS JOIN UNNEST(t.items) WITH ORDINALITY AS u (item, n), v", "t, v")]
    [InlineData("SELECT * FROM t LEFT JOIN UNNEST(items) AS u (item) ON TRUE", "t")]
    [InlineData("SELECT * FROM t CROSS JOIN LATERAL (SELECT * FROM u)", "t, u")]
    [InlineData("SELECT * FROM TABLE(sequence(1, 2)), t", "t")]
    // FROM that does not start a table list.
    [InlineData("SELECT extract(YEAR FROM x), trim(BOTH ' ' FROM y), substring(z FROM 1 FOR 2) FROM t", "t")]
    [InlineData("SELECT extract(DAY FROM (SELECT max(d) FROM u)) FROM t", "u, t")]
    [InlineData("SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM c FROM t", "t")]
    // Strings, comments, lambdas.
    [InlineData("SELECT 'FROM x', \"from\" -- FROM y\n /* FROM z */ FROM t", "t")]
    [InlineData("SELECT transform(xs, x -> x + 1), reduce(xs, 0, (s, x) -> s + x, s -> s) FROM t", "t")]
    [InlineData("SELECT sum(x) FILTER (WHERE y > 1) OVER (PARTITION BY a, b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t", "t")]
    [InlineData("SELECT * FROM t JOIN u ON t.x = ARRAY[t.a, u.b, (SELECT max(c) FROM v)][1], w", "t, u, v, w")]
    [InlineData("SELECT array_agg(x ORDER BY y), listagg(z, ',') WITHIN GROUP (ORDER BY z) FROM t", "t")]
    public void References_OfAQuery_ListItsTables(string query, string tables) =>
        string.Join(", ", new ViewDefinition("v", query, "test").References).ShouldBe(tables);
}
