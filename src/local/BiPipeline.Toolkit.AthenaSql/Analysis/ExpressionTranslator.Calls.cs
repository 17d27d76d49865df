using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

sealed partial class ExpressionTranslator
{
    Typed Call(Expression.Call node, ExpressionContext context)
    {
        var name = node.Name.Folded;
        if (Functions.Find(name) is not { } function)
        {
            throw Functions.IsKnownToAthena(name)
                ? new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    $"Athena has the function {name}, LocalAthena does not",
                    node.Position)
                : new LocalAthenaQueryException(FailureCode.FunctionNotFound, $"Function '{name}' not registered", node.Position);
        }
        if (function.Kind == FunctionKind.Scalar)
        {
            if (node.Window is not null || node.Filter is not null || node.Distinct || node.Star)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.FunctionNotFound,
                    $"{name} is not an aggregate or window function",
                    node.Position);
            }
            return ScalarCall(node, function, context);
        }
        if (node.Window is not null) { return WindowCall(node, function, context); }
        if (function.Kind == FunctionKind.Window)
        {
            throw new LocalAthenaQueryException(FailureCode.MissingOver, $"Window function {name} requires OVER clause", node.Position);
        }
        return AggregateCall(node, function, context);
    }

    // A NULL takes the type that the function expects.
    Typed ScalarCall(Expression.Call node, FunctionEntry function, ExpressionContext context)
    {
        var site = new CallSite(this, node, context) { NamesArguments = !function.IsLazy };
        if (!site.HasNull) { return site.Close(function.Translate(site)); }
        LocalAthenaQueryException? first = null;
        foreach (var type in TypesOfNull)
        {
            site = new CallSite(this, node, context) { NamesArguments = !function.IsLazy, TypeOfNull = type };
            try
            {
                return site.Close(function.Translate(site));
            }
            catch (LocalAthenaQueryException failure) when (failure.Code == FailureCode.FunctionNotFound)
            {
                first ??= failure;
            }
        }
        throw first!;
    }

    static readonly TrinoType?[] TypesOfNull =
        [null, TrinoType.Array(TrinoType.Unknown), TrinoType.Map(TrinoType.Unknown, TrinoType.Unknown)];

    Typed AggregateCall(Expression.Call node, FunctionEntry function, ExpressionContext context)
    {
        var name = node.Name.Folded;
        if (!context.AllowAggregates)
        {
            throw context.Clause == AggregateClause
                ? new LocalAthenaQueryException(
                    FailureCode.NestedAggregation,
                    $"Cannot nest aggregations inside aggregation '{name}'",
                    node.Position)
                : new LocalAthenaQueryException(
                    FailureCode.ExpressionNotScalar,
                    $"{context.Clause} cannot contain aggregations, window functions or grouping operations: [{name}]",
                    node.Position);
        }
        var rows = context.Rows(AggregateClause);
        DuckSql filter = node.Filter is null ? "" : (DuckSql)$" FILTER (WHERE {Condition(node.Filter, rows)})";
        DuckSql order = node.OrderBy.Count == 0 ? "" : (DuckSql)$" ORDER BY {OrderBy(node.OrderBy, rows)}";
        var site = new CallSite(this, node, rows) { Order = order, Suffix = filter };
        var value = function.Translate(site);
        if (node.Distinct && name is not ("count" or "approx_distinct") && site.Arguments.Any(one => Equality.HasForms(one.Type)))
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have {name} of DISTINCT maps, chars and timestamps with time zone",
                node.Position);
        }
        return Hoist(value.Sql, value.Type, context);
    }

    const string AggregateClause = "aggregation";

    Typed WindowCall(Expression.Call node, FunctionEntry function, ExpressionContext context)
    {
        if (!context.AllowWindows)
        {
            throw context.Clause == WindowClause
                ? new LocalAthenaQueryException(
                    FailureCode.NestedWindow,
                    "Cannot nest window functions or row pattern measures inside window function arguments",
                    node.Position)
                : new LocalAthenaQueryException(
                    FailureCode.ExpressionNotScalar,
                    $"{context.Clause} cannot contain aggregations, window functions or grouping operations: [{node.Name.Folded}]",
                    node.Position);
        }
        if (node.Distinct)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "DISTINCT in window function parameters not yet supported",
                node.Position);
        }
        if (node.OrderBy.Count > 0)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "Window function with ORDER BY is not supported",
                node.Position);
        }
        var inner = context with { AllowWindows = false, Clause = WindowClause, Hoisted = null };
        DuckSql filter = node.Filter is null ? "" : (DuckSql)$" FILTER (WHERE {Condition(node.Filter, inner)})";
        DuckSql suffix = $"{filter} OVER ({Window(node.Window!, inner)})";
        var value = function.Translate(new CallSite(this, node, inner)
        {
            IgnoreNulls = node.IgnoreNulls ? " IGNORE NULLS" : "",
            Suffix = suffix,
        });
        return Hoist(value.Sql, value.Type, context);
    }

    const string WindowClause = "window function";

    DuckSql Window(WindowSpecification window, ExpressionContext context)
    {
        if (window.Reference is { } reference)
        {
            if (context.Windows is null || !context.Windows.TryGetValue(reference.Folded, out var named))
            {
                throw new LocalAthenaQueryException(
                    "INVALID_WINDOW_REFERENCE",
                    $"Cannot resolve WINDOW name {reference.Value}",
                    reference.Position);
            }
            window = named with
            {
                OrderBy = window.OrderBy.Count > 0 ? window.OrderBy : named.OrderBy,
                Frame = window.Frame ?? named.Frame,
            };
            return Window(window, context);
        }
        List<DuckSql> parts = [];
        if (window.PartitionBy.Count > 0)
        {
            var keys = window.PartitionBy.Select(expression => Equality.Canonical(Translate(expression, context)));
            parts.Add($"PARTITION BY {DuckSql.Join(", ", keys)}");
        }
        if (window.OrderBy.Count > 0) { parts.Add($"ORDER BY {OrderBy(window.OrderBy, context)}"); }
        if (window.Frame is { } frame)
        {
            parts.Add(
                frame.End is null
                    ? (DuckSql)$"{frame.Unit} {Bound(frame.Unit, frame.Start, context)}"
                    : $"{frame.Unit} BETWEEN {Bound(frame.Unit, frame.Start, context)} AND {Bound(frame.Unit, frame.End, context)}");
        }
        return DuckSql.Join(" ", parts);
    }

    DuckSql Bound(string unit, FrameBound bound, ExpressionContext context)
    {
        if (bound.Value is null) { return bound.Kind; }
        var value = Translate(bound.Value, context);
        if (unit == "RANGE") { return $"{value.Sql} {bound.Kind}"; }
        if (value.Type is not TrinoType.IntegerType)
        {
            throw Mismatch(
                bound.Value.Position,
                $"Window frame {unit} value type must be exact numeric type with scale 0 (actual {value.Type})");
        }
        var offset = bound.Value is Expression.IntegerLiteral
            ? value.Sql
            : (DuckSql)$"{LocalFunctions.CheckOffset}(coalesce(CAST({value.Sql} AS BIGINT), CAST(-1 AS BIGINT)), CAST(0 AS BIGINT))";
        return $"{offset} {bound.Kind}";
    }

    internal DuckSql OrderBy(IReadOnlyList<SortItem> items, ExpressionContext context) => DuckSql.Join(", ", items.Select(item =>
    {
        var key = Translate(item.Key, context);
        return SortKey(item, Orderable(item, key));
    }));

    internal static DuckSql Orderable(SortItem item, Typed key) => key.Type.IsOrderable
        ? Comparable(key, key.Type)
        : throw Mismatch(item.Key.Position, $"Type {key.Type} is not orderable, and therefore cannot be used in ORDER BY");

    internal static DuckSql SortKey(SortItem item, DuckSql sql) =>
        $"{sql} {(item.Descending ? "DESC" : "ASC")} NULLS {(item.NullsFirst is true ? "FIRST" : "LAST")}";
}
