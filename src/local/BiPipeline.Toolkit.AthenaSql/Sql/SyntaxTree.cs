using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Iterates over the parts of a statement.</summary>
static class SyntaxTree
{
    /// <summary>Returns the direct inner expressions, without those of inner queries.</summary>
    internal static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        Expression.Dereference node => [node.Base],
        Expression.Subscript node => [node.Base, node.Index],
        Expression.Unary node => [node.Operand],
        Expression.Arithmetic node => [node.Left, node.Right],
        Expression.Comparison node => [node.Left, node.Right],
        Expression.QuantifiedComparison node => [node.Left],
        Expression.Logical node => node.Terms,
        Expression.Not node => [node.Operand],
        Expression.IsNull node => [node.Operand],
        Expression.IsDistinctFrom node => [node.Left, node.Right],
        Expression.Between node => [node.Operand, node.Low, node.High],
        Expression.InList node => [node.Operand, .. node.Items],
        Expression.InQuery node => [node.Operand],
        Expression.Like node => node.Escape is null ? [node.Operand, node.Pattern] : [node.Operand, node.Pattern, node.Escape],
        Expression.Case node => CaseChildren(node),
        Expression.Cast node => [node.Operand],
        Expression.Call node => CallChildren(node),
        Expression.Lambda node => [node.Body],
        Expression.Row node => node.Items,
        Expression.Array node => node.Items,
        Expression.AtTimeZone node => [node.Operand, node.Zone],
        _ => [],
    };

    /// <summary>Returns the expression and all its inner expressions, without those of inner queries.</summary>
    internal static IEnumerable<Expression> DescendantsAndSelf(Expression expression)
    {
        var open = new Stack<Expression>([expression]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in Children(node).Reverse()) { open.Push(child); }
        }
    }

    /// <summary>Returns every table name in the query at any depth, including names of WITH queries.</summary>
    internal static IEnumerable<QualifiedName> TableNames(Query query) =>
        query.With.SelectMany(named => TableNames(named.Query))
            .Concat(TableNames(query.Body))
            .Concat(query.OrderBy.SelectMany(item => TableNames(item.Key)));

    /// <summary>Returns every table name that a statement reads, without the table that it writes.</summary>
    internal static IEnumerable<QualifiedName> TableNames(Statement statement) => statement switch
    {
        Statement.Insert insert => TableNames(insert.Query),
        Statement.Unload unload => TableNames(unload.Query),
        Statement.CreateTableAs create => TableNames(create.Query),
        Statement.Delete delete => TableNames([delete.Where]),
        Statement.Update update => TableNames([.. update.Assignments.Select(one => one.Value), update.Where]),
        Statement.Merge merge => TableNames(merge.Source).Concat(TableNames([merge.On, .. merge.Clauses.SelectMany(Expressions)])),
        _ => [],
    };

    static IEnumerable<QualifiedName> TableNames(IEnumerable<Expression?> expressions) =>
        expressions.OfType<Expression>().SelectMany(TableNames);

    static IEnumerable<Expression?> Expressions(MergeClause clause) => clause switch
    {
        MergeClause.Update update => [update.Condition, .. update.Assignments.Select(one => one.Value)],
        MergeClause.Insert insert => [insert.Condition, .. insert.Values],
        _ => [clause.Condition],
    };

    static IEnumerable<QualifiedName> TableNames(QueryBody body) => body switch
    {
        QueryBody.Table table => [table.Name],
        QueryBody.Parenthesized inner => TableNames(inner.Query),
        QueryBody.SetOperation set => TableNames(set.Left).Concat(TableNames(set.Right)),
        QueryBody.Values values => values.Rows.SelectMany(TableNames),
        QueryBody.Select select =>
            SelectExpressions(select).SelectMany(TableNames).Concat(select.From is null ? [] : TableNames(select.From)),
        _ => [],
    };

    static IEnumerable<QualifiedName> TableNames(Relation relation) => relation switch
    {
        Relation.Table table => [table.Name],
        Relation.Subquery subquery => TableNames(subquery.Query),
        Relation.Unnest unnest => unnest.Arguments.SelectMany(TableNames),
        Relation.Aliased aliased => TableNames(aliased.Inner),
        Relation.Parenthesized inner => TableNames(inner.Inner),
        Relation.Join join => TableNames(join.Left).Concat(TableNames(join.Right)).Concat(join.On is null ? [] : TableNames(join.On)),
        _ => [],
    };

    static IEnumerable<QualifiedName> TableNames(Expression expression) => DescendantsAndSelf(expression).SelectMany(node => node switch
    {
        Expression.Exists exists => TableNames(exists.Query),
        Expression.Subquery subquery => TableNames(subquery.Query),
        Expression.InQuery inQuery => TableNames(inQuery.Query),
        Expression.QuantifiedComparison quantified => TableNames(quantified.Query),
        _ => [],
    });

    static IEnumerable<Expression> SelectExpressions(QueryBody.Select select)
    {
        foreach (var item in select.Items)
        {
            if ((item.Value ?? item.RowOf) is { } value) { yield return value; }
        }
        if (select.Where is not null) { yield return select.Where; }
        if (select.Having is not null) { yield return select.Having; }
        foreach (var expression in select.GroupBy.SelectMany(element => element.Sets).SelectMany(set => set)) { yield return expression; }
        foreach (var expression in select.Windows.Values.SelectMany(WindowChildren)) { yield return expression; }
    }

    static IEnumerable<Expression> CaseChildren(Expression.Case node)
    {
        if (node.Operand is not null) { yield return node.Operand; }
        foreach (var when in node.Whens)
        {
            yield return when.Condition;
            yield return when.Result;
        }
        if (node.Else is not null) { yield return node.Else; }
    }

    static IEnumerable<Expression> CallChildren(Expression.Call node)
    {
        foreach (var argument in node.Arguments) { yield return argument; }
        foreach (var item in node.OrderBy) { yield return item.Key; }
        if (node.Filter is not null) { yield return node.Filter; }
        if (node.Window is not null)
        {
            foreach (var expression in WindowChildren(node.Window)) { yield return expression; }
        }
    }

    static IEnumerable<Expression> WindowChildren(WindowSpecification window)
    {
        foreach (var expression in window.PartitionBy) { yield return expression; }
        foreach (var item in window.OrderBy) { yield return item.Key; }
        if (window.Frame?.Start.Value is { } start) { yield return start; }
        if (window.Frame?.End?.Value is { } end) { yield return end; }
    }
}
