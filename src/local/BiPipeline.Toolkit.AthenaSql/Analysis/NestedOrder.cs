using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>
/// <c>&lt;</c> and the like of arrays and rows, element by element: an element that is NULL fails the query, if those before it are equal.
/// </summary>
static class NestedOrder
{
    /// <summary>Both values, of the same type, bound or short.</summary>
    internal static DuckSql Compare(string @operator, DuckSql left, DuckSql right, TrinoType type)
    {
        var compared = type is TrinoType.RowType row
            ? Fields(@operator, left, right, row, 0)
            : Elements(@operator, left, right, ((TrinoType.ArrayType)type).Element);
        return $"CASE WHEN {left} IS NOT NULL AND {right} IS NOT NULL THEN {compared} END";
    }

    static DuckSql Fields(string @operator, DuckSql left, DuckSql right, TrinoType.RowType row, int field)
    {
        var (a, b) = (Conversion.RowFieldOf(left, row, field), Conversion.RowFieldOf(right, row, field));
        var order = One(@operator, a, b);
        DuckSql decided = field == row.Fields.Count - 1
            ? order
            : $"CASE WHEN {One("<>", a, b)} THEN {order} ELSE {Fields(@operator, left, right, row, field + 1)} END";
        return $"CASE WHEN {a.Sql} IS NULL OR {b.Sql} IS NULL THEN {Failure(left, "row")} ELSE {decided} END";
    }

    // The first position with a difference or a NULL decides.
    static DuckSql Elements(string @operator, DuckSql left, DuckSql right, TrinoType element)
    {
        Typed Left(DuckSql i) => new($"{left}[{i}]", element);
        Typed Right(DuckSql i) => new($"{right}[{i}]", element);
        var differs = DuckSql.Lambda(i =>
            $"({Left(i).Sql} IS NULL OR {Right(i).Sql} IS NULL OR {One("<>", Left(i), Right(i))})");
        DuckSql first = $"list_filter(range(1, least(len({left}), len({right})) + 1), {differs})[1]";
        return DuckSql.Let(first, i =>
            $"CASE WHEN {i} IS NULL THEN len({left}) {@operator} len({right}) "
            + $"WHEN {Left(i).Sql} IS NULL OR {Right(i).Sql} IS NULL THEN {Failure(left, "array")} "
            + $"ELSE {One(@operator, Left(i), Right(i))} END");
    }

    static DuckSql One(string @operator, Typed left, Typed right) =>
        ExpressionTranslator.Compare(new(1, 1), @operator, left, right).Sql;

    // Of the value, so that it is not computed before the rows are known.
    static DuckSql Failure(DuckSql value, string type) =>
        $"{LocalFunctions.CheckCount}(CAST(CASE WHEN {value} IS NULL THEN 1 ELSE 0 END AS BIGINT), "
        + $"'{type} comparison not supported for values with null elements') > 0";
}
