using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

sealed partial class QueryTranslator
{
    // The engine's max_recursion_depth, which Athena does not let a query set.
    const int MaxRecursion = 10;

    static bool IsRecursive(Query query, NamedQuery one) => query.Recursive
        && SyntaxTree.TableNames(one.Query).Any(name => name.Parts.Count == 1 && name.Last.Folded == one.Name.Folded);

    /// <summary>
    /// Translates a recursive query as the engine does: its step over the rows of the step before, so many times as a query may recur.
    /// </summary>
    TranslatedQuery Recursive(NamedQuery one, Scope? outer, NamedQueries? with, List<DuckSql> named)
    {
        if (one.Query is not { With.Count: 0, OrderBy.Count: 0, Limit: null, Offset: null } query
            || query.Body is not QueryBody.SetOperation { Operator: "UNION" } union)
        {
            throw new LocalAthenaQueryException(
                "INVALID_RECURSIVE_REFERENCE",
                "Recursive query must be a UNION of its first rows and its step",
                one.Query.Position);
        }
        if (one.Columns.Count == 0)
        {
            throw new LocalAthenaQueryException(
                "MISSING_COLUMN_ALIASES",
                "missing column aliases in recursive WITH query",
                one.Name.Position);
        }
        var anchor = Body(union.Left, outer, with);
        var columns = Rename(anchor.Columns, one.Columns, one.Name);
        var name = NextRelation();
        named.Add($"{name} AS MATERIALIZED ({anchor.Sql})");
        List<DuckSql> parts = [$"SELECT * FROM {name}"];
        for (var depth = 1; depth <= MaxRecursion + 1; depth++)
        {
            var step = Body(union.Right, outer, new(one.Name.Folded, new(name, columns), with));
            Check(one, step.Columns, columns);
            name = NextRelation();
            named.Add($"{name} AS MATERIALIZED ({As(step, columns)})");
            DuckSql limit = depth <= MaxRecursion ? "" : (DuckSql)$" WHERE {TooDeep(name)}";
            parts.Add($"SELECT * FROM {name}{limit}");
        }
        return new($"SELECT {(union.All ? "" : "DISTINCT ")}* FROM ({DuckSql.Join(" UNION ALL ", parts)}) AS {NextRelation()}", columns);
    }

    // Fails if there are rows. Of their number and not of one of them: DuckDB would compute a condition of rows before the step's own.
    static DuckSql TooDeep(string relation)
    {
        var message = SqlText.Literal($"Recursion depth limit exceeded ({Conversion.Number(MaxRecursion)})");
        return $"(SELECT {LocalFunctions.CheckCount}(1 - count(*), {message}) FROM {relation}) > 0";
    }

    static void Check(NamedQuery one, IReadOnlyList<OutputColumn> found, IReadOnlyList<OutputColumn> expected)
    {
        if (found.Count != expected.Count)
        {
            throw ExpressionTranslator.Mismatch(
                one.Query.Position,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"UNION query has different number of fields: {expected.Count}, {found.Count}"));
        }
        for (var i = 0; i < found.Count; i++)
        {
            if (TypeRules.CanCoerce(found[i].Type, expected[i].Type)) { continue; }
            throw ExpressionTranslator.Mismatch(
                one.Query.Position,
                $"recursion step relation output type ({found[i].Type}) is not coercible to recursion base relation output type "
                + $"({expected[i].Type}) at column {Conversion.Number(i + 1)}");
        }
    }
}
