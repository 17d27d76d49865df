using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>What an expression may use at its place.</summary>
sealed record ExpressionContext(Scope Scope, NamedQueries? With)
{
    /// <summary>The clause, for messages: <c>WHERE clause</c>.</summary>
    internal string Clause { get; init; } = "expression";

    internal bool AllowAggregates { get; init; }

    internal bool AllowWindows { get; init; }

    /// <summary>In a grouped query, outside of aggregates: the grouping expressions.</summary>
    internal Grouping? Grouping { get; init; }

    /// <summary>Names that ORDER BY sees before the columns.</summary>
    internal IReadOnlyDictionary<string, Typed>? Aliases { get; init; }

    internal IReadOnlyDictionary<string, WindowSpecification>? Windows { get; init; }

    internal LambdaParameters? Lambda { get; init; }

    /// <summary>Inside TRY: what has to be computed before it, because DuckDB's TRY takes no aggregates, windows and subqueries.</summary>
    internal HoistedValues? Hoisted { get; init; }

    /// <summary>The same rows without grouping: an aggregate's arguments, or an expression to compare with the grouping ones.</summary>
    internal ExpressionContext Rows(string clause) =>
        this with { Clause = clause, AllowAggregates = false, AllowWindows = false, Grouping = null, Aliases = null, Hoisted = null };
}
