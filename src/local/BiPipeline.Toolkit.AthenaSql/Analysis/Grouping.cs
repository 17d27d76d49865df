using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The grouping expressions of a query.</summary>
sealed class Grouping
{
    readonly Dictionary<DuckSql, DuckSql> _expressions = [];
    readonly HashSet<Type> _kinds = [];

    /// <summary>Adds an expression, and returns what DuckDB groups by.</summary>
    internal DuckSql Add(Expression expression, Typed value)
    {
        _kinds.Add(expression.GetType());
        // Values that are not distinct may differ for DuckDB; one of them stands for all.
        _expressions[value.Sql] = Equality.HasForms(value.Type) ? $"any_value({value.Sql})" : value.Sql;
        return Equality.Canonical(value);
    }

    internal bool Contains(DuckSql sql) => _expressions.ContainsKey(sql);

    /// <summary>Returns the value of a grouping expression in a group.</summary>
    internal DuckSql ValueOf(DuckSql sql) => _expressions.GetValueOrDefault(sql, sql);

    /// <summary>Whether an expression has the form of a grouping expression; only such expressions are compared.</summary>
    internal bool MayContain(Expression expression) => _kinds.Contains(expression.GetType());
}
