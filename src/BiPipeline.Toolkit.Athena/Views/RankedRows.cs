namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The rows of a table, ranked within each key: the row with rank 1 is the latest one. The inner level finds the latest change and the
/// latest dated row of a key; the outer one compares the two. Both windows also remove repeated deliveries.
/// </summary>
/// <param name="Rank">The quoted name of the rank.</param>
/// <param name="From">The subquery, an item of a FROM clause.</param>
readonly record struct RankedRows(string Rank, string From)
{
    /// <summary>Ranks the rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows in SQL: a table's name or a subquery.</param>
    /// <param name="conditions">The conditions for rows, one per line; empty for all rows.</param>
    /// <param name="indent">The white space before each line after the first.</param>
    /// <param name="more">What rows have besides the table's columns. Default (null): nothing.</param>
    internal static RankedRows Of(
        LakeTable table,
        string rows,
        IReadOnlyList<string> conditions,
        string indent = "",
        RankedExtras? more = null)
    {
        var (rank, kind) = (ViewColumns.Fresh(table, "_rank"), ViewColumns.Fresh(table, "_kind_rank"));
        var keys = ViewColumns.Names(table.KeyNames);
        var where = conditions.Count == 0 ? "" : $"\n{indent}    WHERE {string.Join($"\n{indent}      AND ", conditions)}";
        var last = more is null ? "" : $", {more.LastOrder}";
        var ofKind = $"OVER (PARTITION BY {keys}, \"_sequence\" IS NULL ORDER BY {RowOrder.LatestOfKindFirst}{last})";
        var ofAll = $"OVER (PARTITION BY {keys} ORDER BY {RowOrder.Place} DESC NULLS LAST, \"_sequence\" DESC NULLS LAST)";
        var (outer, inner) = (indent + "    ", indent + "      ");
        return new(
            rank,
            $"""
            (
            {indent}  SELECT
            {outer}{ViewColumns.Plain(table, outer)},
            {Lines(more?.Columns, outer)}{Lines(more?.OfKey, outer)}{outer}row_number() {ofAll} AS {rank}
            {indent}  FROM (
            {indent}    SELECT
            {inner}{ViewColumns.Plain(table, inner)},
            {Lines(more?.Columns, inner)}{inner}row_number() {ofKind} AS {kind}
            {indent}    FROM {rows}{where}
            {indent}  ) AS "kinds"
            {indent}  WHERE {kind} = 1
            {indent}) AS "ranked"
            """);
    }

    static string Lines(IReadOnlyList<string>? items, string indent) => string.Concat((items ?? []).Select(item => $"{indent}{item},\n"));
}
