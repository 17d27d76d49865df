using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The names and rules that apply to an expression.</summary>
sealed record ExpressionContext(Scope Scope, NamedQueries? With)
{
    /// <summary>The clause, for messages: <c>WHERE clause</c>.</summary>
    internal string Clause { get; init; } = "expression";

    internal bool AllowAggregates { get; init; }

    internal bool AllowWindows { get; init; }

    /// <summary>The grouping expressions, in a grouped query outside aggregates.</summary>
    internal Grouping? Grouping { get; init; }

    /// <summary>Names that ORDER BY resolves before the columns.</summary>
    internal IReadOnlyDictionary<string, Typed>? Aliases { get; init; }

    internal IReadOnlyDictionary<string, WindowSpecification>? Windows { get; init; }

    internal LambdaParameters? Lambda { get; init; }

    /// <summary>
    /// Inside TRY: expressions that must be computed before it, because DuckDB's TRY has no aggregates, windows and subqueries.
    /// </summary>
    internal HoistedValues? Hoisted { get; init; }

    /// <summary>
    /// Returns the same rows without grouping, for an aggregate's arguments or for a comparison with grouping expressions.
    /// </summary>
    internal ExpressionContext Rows(string clause) =>
        this with { Clause = clause, AllowAggregates = false, AllowWindows = false, Grouping = null, Aliases = null, Hoisted = null };
}
