using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The grouping expressions of a query.</summary>
sealed class Grouping
{
    readonly HashSet<DuckSql> _expressions = [];
    readonly HashSet<Type> _kinds = [];

    internal void Add(Expression expression, DuckSql sql)
    {
        _kinds.Add(expression.GetType());
        _expressions.Add(sql);
    }

    internal bool Contains(DuckSql sql) => _expressions.Contains(sql);

    /// <summary>Whether an expression has the form of a grouping expression; only such expressions are compared.</summary>
    internal bool MayContain(Expression expression) => _kinds.Contains(expression.GetType());
}
