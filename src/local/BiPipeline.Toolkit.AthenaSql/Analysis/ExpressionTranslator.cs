using System.Runtime.CompilerServices;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>
/// Gives every expression its Athena type and its DuckDB SQL. Refuses what Athena refuses, at the same position. Where DuckDB's result
/// would differ, the SQL returns Athena's.
/// </summary>
sealed partial class ExpressionTranslator(QueryTranslator queries)
{
    internal Session Session => queries.Session;

    IFunctionCatalog Functions => queries.Session.Functions;

    internal Typed Translate(Expression expression, ExpressionContext context)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (context.Grouping is { } grouping && FindGrouping(expression, context, grouping) is { } grouped) { return grouped; }
        return expression switch
        {
            Expression.NullLiteral => new("CAST(NULL AS INTEGER)", TrinoType.Unknown),
            Expression.BooleanLiteral node => new(node.Value ? "true" : "false", TrinoType.Boolean),
            Expression.IntegerLiteral node => Integer(node),
            Expression.DecimalLiteral node => Decimal(node),
            Expression.DoubleLiteral node => new($"CAST('{node.Digits}' AS DOUBLE)", TrinoType.Double),
            Expression.TextLiteral node => Text(node.Value),
            Expression.BinaryLiteral node => Binary(node),
            Expression.TypedLiteral node => Literal(node),
            Expression.IntervalLiteral node => Interval(node),
            Expression.Identifier node => Column([node.Name], context) ?? throw Unresolved(node.Position, [node.Name]),
            Expression.Dereference node => Dereference(node, context),
            Expression.Subscript node => Subscript(node, context),
            Expression.Unary node => Unary(node, context),
            Expression.Arithmetic node => Arithmetic(node, context),
            Expression.Comparison node => Comparison(node, context),
            Expression.QuantifiedComparison node => Quantified(node, context),
            Expression.Logical node =>
                new($"({DuckSql.Join($" {node.Operator} ", node.Terms.Select(term => Condition(term, context)))})", TrinoType.Boolean),
            Expression.Not node => new($"(NOT {Condition(node.Operand, context)})", TrinoType.Boolean),
            Expression.IsNull node =>
                new($"({Translate(node.Operand, context).Sql} IS {(node.Negated ? "NOT " : "")}NULL)", TrinoType.Boolean),
            Expression.IsDistinctFrom node => IsDistinctFrom(node, context),
            Expression.Between node => Between(node, context),
            Expression.InList node => InList(node, context),
            Expression.InQuery node => InQuery(node, context),
            Expression.Like node => Like(node, context),
            Expression.Exists node =>
                Hoist($"EXISTS ({Inner(node.Query, SubqueryKind.Exists, context).Sql})", TrinoType.Boolean, context),
            Expression.Subquery node => Subquery(node, context),
            Expression.Case node => Case(node, context),
            Expression.Cast node => Cast(node, context),
            Expression.Call node => Call(node, context),
            Expression.Lambda => throw Mismatch(expression.Position, "Lambda expression should always be used inside a function"),
            Expression.Row node => Row(node, context),
            Expression.Array node => Array(node, context),
            Expression.AtTimeZone node => AtTimeZone(node, context),
            Expression.CurrentTime node => CurrentTime(node),
            Expression.Parameter node => Parameter(node, context),
            _ =>
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    $"LocalAthena does not have {expression.GetType().Name}",
                    expression.Position),
        };
    }

    /// <summary>Translates a value that must be true or false.</summary>
    internal DuckSql Condition(Expression expression, ExpressionContext context)
    {
        var value = Translate(expression, context);
        return Conversion.TryCoerce(value, TrinoType.Boolean)?.Sql
            ?? throw Mismatch(expression.Position, $"{context.Clause} must evaluate to a boolean: actual type {value.Type}");
    }

    // A grouping expression may be repeated; other columns are valid only in aggregates.
    Typed? FindGrouping(Expression expression, ExpressionContext context, Grouping grouping)
    {
        if (!grouping.MayContain(expression)
            || IsConstant(expression)
            || expression is Expression.Lambda
            || SyntaxTree.DescendantsAndSelf(expression).Any(IsComputedOutside))
        {
            return null;
        }
        var rows = Translate(expression, context with { Grouping = null });
        return grouping.Contains(rows.Sql) ? rows with { Sql = grouping.ValueOf(rows.Sql) } : null;
    }

    static bool IsConstant(Expression expression) => expression is
        Expression.NullLiteral or Expression.BooleanLiteral or Expression.IntegerLiteral or Expression.DecimalLiteral or
        Expression.DoubleLiteral or Expression.TextLiteral or Expression.BinaryLiteral or Expression.TypedLiteral or
        Expression.IntervalLiteral or Expression.CurrentTime or Expression.Parameter;

    /// <summary>Whether an expression is not a function of one row: aggregates, windows, subqueries.</summary>
    internal bool IsComputedOutside(Expression expression) => expression switch
    {
        Expression.Call call => call.Window is not null || IsAggregate(call),
        Expression.Subquery or Expression.Exists or Expression.InQuery or Expression.QuantifiedComparison => true,
        _ => false,
    };

    internal bool IsAggregateCall(Expression expression) => expression is Expression.Call { Window: null } call && IsAggregate(call);

    bool IsAggregate(Expression.Call call) => Functions.Find(call.Name.Folded) is { Kind: FunctionKind.Aggregate };

    TranslatedQuery Inner(Query query, SubqueryKind kind, ExpressionContext context) =>
        queries.Inner(query, kind, context.Scope, context.With);

    static Typed Hoist(DuckSql sql, TrinoType type, ExpressionContext context) => context.Hoisted?.Add(sql, type) ?? new Typed(sql, type);

    /// <summary>Returns a column by name, with or without its table, in this or an outer query; null if there is none.</summary>
    static Typed? Column(List<SqlName> parts, ExpressionContext context)
    {
        var name = parts[^1];
        if (parts.Count == 1)
        {
            if (LambdaParameters.Find(context.Lambda, name) is { } parameter) { return parameter; }
            if (context.Aliases is { } aliases && aliases.TryGetValue(name.Folded, out var alias)) { return alias; }
        }
        var relation = parts.Count > 1 ? parts[^2].Folded : null;
        var database = parts.Count > 2 ? parts[^3].Folded : null;
        for (var scope = context.Scope; scope is not null; scope = scope.Outer)
        {
            Field? found = null;
            foreach (var candidate in scope.Fields)
            {
                if (candidate.Name != name.Folded || (relation is not null && !candidate.IsFrom(relation, database))) { continue; }
                if (found is not null)
                {
                    throw new LocalAthenaQueryException(
                        FailureCode.AmbiguousName,
                        $"Column '{string.Join('.', parts.Select(part => part.Value))}' is ambiguous",
                        parts[0].Position);
                }
                found = candidate;
            }
            if (found is null) { continue; }
            if (context.Grouping is { } grouping && scope == context.Scope && !grouping.Contains(found.Sql))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.ExpressionNotAggregate,
                    $"'{string.Join('.', parts.Select(part => part.Value))}' must be an aggregate expression or appear in GROUP BY clause",
                    parts[0].Position);
            }
            found.Used?.Invoke();
            if (scope == context.Scope) { return new(context.Grouping?.ValueOf(found.Sql) ?? found.Sql, found.Type); }
            for (var seen = context.Scope.Outer; seen is not null; seen = seen == scope ? null : seen.Outer)
            {
                seen.Read?.Add(parts[0].Position);
            }
            return new(found.Sql, found.Type);
        }
        return null;
    }

    Typed Dereference(Expression.Dereference node, ExpressionContext context)
    {
        var parts = Parts(node);
        if (parts is { Count: <= 4 } && Column(parts.Count == 4 ? [.. parts.Skip(1)] : parts, context) is { } column) { return column; }
        if (parts is not null && !Enumerable.Range(1, parts.Count - 1).Any(count => Column(parts[..count], context) is not null))
        {
            throw Unresolved(node.Position, parts);
        }

        var value = Translate(node.Base, context);
        if (value.Type is not TrinoType.RowType row)
        {
            throw Mismatch(
                node.Position,
                $"Expression {string.Join('.', parts?.SkipLast(1).Select(part => part.Value) ?? ["…"])} is not of type ROW");
        }
        var matches = Enumerable.Range(0, row.Fields.Count)
            .Where(i => string.Equals(row.Fields[i].Name, node.Field.Folded, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return matches.Length switch
        {
            1 => Conversion.RowFieldOf(value.Sql, row, matches[0]),
            0 => throw Unresolved(node.Position, parts ?? [node.Field]),
            _ =>
                throw new LocalAthenaQueryException(
                    FailureCode.AmbiguousName,
                    $"Ambiguous row field reference: {node.Field.Value}",
                    node.Position),
        };
    }

    static List<SqlName>? Parts(Expression expression) => expression switch
    {
        Expression.Identifier node => [node.Name],
        Expression.Dereference node => Parts(node.Base) is { } parts ? [.. parts, node.Field] : null,
        _ => null,
    };

    static LocalAthenaQueryException Unresolved(SqlPosition position, List<SqlName> parts) =>
        new(
            FailureCode.ColumnNotFound,
            $"Column '{string.Join('.', parts.Select(part => part.Folded))}' cannot be resolved or requester is not authorized to access "
            + "requested resources",
            parts.Count > 0 ? parts[0].Position : position);

    internal static LocalAthenaQueryException Mismatch(SqlPosition position, string message) =>
        new(FailureCode.TypeMismatch, message, position);
}
