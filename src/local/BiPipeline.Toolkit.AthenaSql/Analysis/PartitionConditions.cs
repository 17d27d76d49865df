using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>
/// The terms of a WHERE that compare one partition column with constants: a file whose partition does not fulfil them has no row of the
/// result. They are false or unknown for a NULL, so they hold below an outer join too.
/// </summary>
sealed class PartitionConditions(ExpressionTranslator expressions)
{
    internal void Collect(Expression where, ExpressionContext context)
    {
        if (!context.Scope.Fields.Any(field => field.Partition is not null)) { return; }
        foreach (var term in Terms(where))
        {
            if (Column(term) is not { } column || Find(column, context.Scope) is not { Partition: { } partition } field) { continue; }
            var named = field with { Sql = ScanReference.NameOf(partition.Column), Used = null };
            Field[] fields = [.. context.Scope.Fields.Select(one => ReferenceEquals(one, field) ? named : one)];
            partition.Reference.Add(expressions.Condition(term, context with { Scope = new(fields, context.Scope.Outer) }));
        }
    }

    static IEnumerable<Expression> Terms(Expression condition) =>
        condition is Expression.Logical { Operator: "AND" } and ? and.Terms.SelectMany(Terms) : [condition];

    // The column that a term compares with constants.
    static Expression? Column(Expression term) => term switch
    {
        Expression.Comparison node when IsColumn(node.Left) && IsConstant(node.Right) => node.Left,
        Expression.Comparison node when IsColumn(node.Right) && IsConstant(node.Left) => node.Right,
        Expression.Between { Negated: false } node when IsColumn(node.Operand) && IsConstant(node.Low) && IsConstant(node.High) =>
            node.Operand,
        Expression.InList { Negated: false } node when IsColumn(node.Operand) && node.Items.All(IsConstant) => node.Operand,
        _ => null,
    };

    static bool IsColumn(Expression expression) =>
        expression is Expression.Identifier or Expression.Dereference { Base: Expression.Identifier };

    // The same value for each row.
    static bool IsConstant(Expression expression) => SyntaxTree.DescendantsAndSelf(expression).All(node => node switch
    {
        Expression.Call call => call is { Window: null, Filter: null } && !IsRandom(call.Name.Folded),
        Expression.Identifier or Expression.Dereference or Expression.Lambda or Expression.Subquery or Expression.Exists => false,
        Expression.InQuery or Expression.QuantifiedComparison => false,
        _ => true,
    });

    static bool IsRandom(string function) => function is "random" or "rand" or "uuid" or "shuffle";

    // The only field of the name.
    static Field? Find(Expression column, Scope scope)
    {
        var (relation, name) = column is Expression.Dereference { Base: Expression.Identifier table } dereference
            ? (table.Name.Folded, dereference.Field.Folded)
            : (null, ((Expression.Identifier)column).Name.Folded);
        var found = scope.Fields.Where(field => field.Name == name && (relation is null || field.IsFrom(relation, null))).ToArray();
        return found.Length == 1 ? found[0] : null;
    }
}
