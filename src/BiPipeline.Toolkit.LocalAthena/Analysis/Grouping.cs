using BiPipeline.Toolkit.LocalAthena.Sql;
using BiPipeline.Toolkit.LocalAthena.Target;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>The expressions that a query is grouped by.</summary>
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

    /// <summary>Whether an expression written like this can be one of them: only those are translated to be compared.</summary>
    internal bool MayContain(Expression expression) => _kinds.Contains(expression.GetType());
}
