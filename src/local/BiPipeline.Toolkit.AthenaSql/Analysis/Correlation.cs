using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>
/// Whether the engine can turn a subquery that reads columns of the query around it into a join (Trino, PlanNodeDecorrelator and the
/// TransformCorrelated… rules). DuckDB can with every one.
/// </summary>
/// <param name="read">The positions of the names that the subquery reads from around it.</param>
/// <param name="isAggregate">Whether an expression is a call of an aggregate.</param>
sealed class Correlation(HashSet<SqlPosition> read, Func<Expression, bool> isAggregate)
{
    internal bool IsSupported(Query query, SubqueryKind kind) => query.Body switch
    {
        QueryBody.Select select => IsSupported(select, query, kind),
        QueryBody.Parenthesized inner => IsSupported(inner.Query, kind),
        QueryBody.Values values => kind == SubqueryKind.Lateral && values.Rows.Count == 1,
        // The sides of UNION and the like.
        _ => false,
    };

    bool IsSupported(QueryBody.Select select, Query query, SubqueryKind kind)
    {
        var values = select.Items.Select(item => item.Value ?? item.RowOf).OfType<Expression>().ToArray();
        var isProjected = values.Any(Reads);
        // One row, which is computed beside the outer row.
        if (select.From is null) { return kind != SubqueryKind.In || !isProjected; }
        if (IsOfRow(select.From)) { return true; }
        var terms = Terms(select.Where).Where(Reads).ToArray();
        if (!IsFromSupported(select.From)) { return false; }
        if (terms.Length == 0 && !isProjected) { return true; }
        var equal = terms.Select(EqualColumn).ToArray();
        // A term over the outer row alone decides for all inner rows.
        var isByEquality = terms.Zip(equal).All(pair => pair.Second is not null || !Columns(pair.First).Any());
        var aggregates = values.SelectMany(SyntaxTree.DescendantsAndSelf).Where(isAggregate).ToArray();
        var isGrouped = select.GroupBy.Count > 0;
        if (select.GroupBy.Any(element => element.Kind != GroupingElement.Simple) || query.Offset is not null || query.WithTies
            || values.SelectMany(SyntaxTree.DescendantsAndSelf).Any(one => one is Expression.Call { Window: not null })
            || query.OrderBy.Any(item => query.Limit is not null && Reads(item.Key)))
        {
            return false;
        }
        if (terms.Length == 0 && IsOneRow(select.From) && values.Where(Reads).All(value => !Columns(value).Any())) { return true; }
        if (isProjected && kind != SubqueryKind.Exists && (aggregates.Length == 0 || isGrouped || aggregates.Any(Reads))) { return false; }
        if (kind == SubqueryKind.In && (isGrouped || aggregates.Length > 0 || query.Limit is not null)) { return false; }
        if (isGrouped && !AreGrouped(terms.Where((_, i) => equal[i] is null), select)) { return false; }
        return query.Limit is null || (aggregates.Length > 0 && !isGrouped) || IsLimitSupported(query, kind, values, equal, isByEquality);
    }

    // A limit is applied for each outer row, which needs equal columns; without an order, one row must be the only one.
    static bool IsLimitSupported(Query query, SubqueryKind kind, Expression[] values, string?[] equal, bool isByEquality) =>
        isByEquality
            && (kind == SubqueryKind.Exists
                || query.OrderBy.Count > 0
                || query.Limit is not Expression.IntegerLiteral { Digits: "1" }
                || values.All(value => value is Expression.IntegerLiteral or Expression.TextLiteral or Expression.BooleanLiteral
                    || (Name(value) is { } name && equal.Contains(name, StringComparer.Ordinal))));

    // Every column of the terms is one that the subquery groups by.
    bool AreGrouped(IEnumerable<Expression> terms, QueryBody.Select select)
    {
        var keys = select.GroupBy.SelectMany(element => element.Sets).SelectMany(set => set).Select(Name).OfType<string>();
        return terms.SelectMany(Columns).All(keys.ToHashSet(StringComparer.Ordinal).Contains);
    }

    // The names that are not of the outer query.
    IEnumerable<string> Columns(Expression expression)
    {
        if (Name(expression) is { } name)
        {
            if (!read.Contains(Start(expression))) { yield return name; }
            yield break;
        }
        foreach (var column in SyntaxTree.Children(expression).SelectMany(Columns)) { yield return column; }
    }

    // The inner column of a term column = outer column; null for another term.
    string? EqualColumn(Expression term)
    {
        if (term is not Expression.Comparison { Operator: "=" } comparison
            || Name(comparison.Left) is null
            || Name(comparison.Right) is null)
        {
            return null;
        }
        return (Reads(comparison.Left), Reads(comparison.Right)) switch
        {
            (true, false) => Name(comparison.Right),
            (false, true) => Name(comparison.Left),
            _ => null,
        };
    }

    // The condition of a join stays with it.
    bool IsFromSupported(Relation from) => from switch
    {
        Relation.Aliased aliased => IsFromSupported(aliased.Inner),
        Relation.Parenthesized inner => IsFromSupported(inner.Inner),
        Relation.Join join => (join.On is null || !Reads(join.On)) && IsFromSupported(join.Left) && IsFromSupported(join.Right),
        _ => true,
    };

    static bool IsOneRow(Relation from) => from switch
    {
        Relation.Subquery { Query.Body: QueryBody.Values { Rows.Count: 1 } } => true,
        Relation.Aliased aliased => IsOneRow(aliased.Inner),
        Relation.Parenthesized inner => IsOneRow(inner.Inner),
        _ => false,
    };

    // UNNEST and LATERAL are computed beside the outer row.
    static bool IsOfRow(Relation from) => from switch
    {
        Relation.Unnest => true,
        Relation.Subquery subquery => subquery.Lateral,
        Relation.Aliased aliased => IsOfRow(aliased.Inner),
        Relation.Parenthesized inner => IsOfRow(inner.Inner),
        Relation.Join join => IsOfRow(join.Left) || IsOfRow(join.Right),
        _ => false,
    };

    static IEnumerable<Expression> Terms(Expression? condition) => condition switch
    {
        null => [],
        Expression.Logical { Operator: "AND" } and => and.Terms.SelectMany(Terms),
        _ => [condition],
    };

    bool Reads(Expression expression) =>
        SyntaxTree.DescendantsAndSelf(expression).Any(one => Name(one) is not null && read.Contains(Start(one)));

    static string? Name(Expression expression) => expression switch
    {
        Expression.Identifier identifier => identifier.Name.Folded,
        Expression.Dereference dereference => dereference.Field.Folded,
        _ => null,
    };

    static SqlPosition Start(Expression expression) =>
        expression is Expression.Dereference dereference ? Start(dereference.Base) : expression.Position;
}
