using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Writes an expression with explicit parentheses.</summary>
static class ExpressionFormatter
{
    internal static string Format(Expression expression) => expression switch
    {
        Expression.NullLiteral => "null",
        Expression.BooleanLiteral node => node.Value ? "true" : "false",
        Expression.IntegerLiteral node => node.Digits,
        Expression.DecimalLiteral node => $"DECIMAL '{node.Digits}'",
        Expression.DoubleLiteral node => node.Digits.ToUpperInvariant(),
        Expression.TextLiteral node => SqlText.Literal(node.Value),
        Expression.BinaryLiteral node => $"X'{node.Hex}'",
        Expression.TypedLiteral node => $"{TypedName(node)} {SqlText.Literal(node.Value)}",
        Expression.IntervalLiteral node =>
            $"INTERVAL {(node.Negative ? "- " : "")}{SqlText.Literal(node.Value)} {node.Unit}{(node.To is null ? "" : $" TO {node.To}")}",
        Expression.Identifier node => node.Name.ToString(),
        Expression.Dereference node => $"{Format(node.Base)}.{node.Field}",
        Expression.Subscript node => $"{Format(node.Base)}[{Format(node.Index)}]",
        Expression.Unary node =>
            node.Operand is Expression.Unary ? $"{node.Operator}({Format(node.Operand)})" : $"{node.Operator}{Format(node.Operand)}",
        Expression.Arithmetic node => $"({Format(node.Left)} {node.Operator} {Format(node.Right)})",
        Expression.Comparison node => $"({Format(node.Left)} {node.Operator} {Format(node.Right)})",
        Expression.QuantifiedComparison node => $"({Format(node.Left)} {node.Operator} {node.Quantifier} ({Query(node.Query)}))",
        Expression.Logical node => $"({string.Join($" {node.Operator} ", node.Terms.Select(Format))})",
        Expression.Not node => $"(NOT {Format(node.Operand)})",
        Expression.IsNull node => $"({Format(node.Operand)} IS {(node.Negated ? "NOT " : "")}NULL)",
        Expression.IsDistinctFrom node => $"({Format(node.Left)} IS {(node.Negated ? "NOT " : "")}DISTINCT FROM {Format(node.Right)})",
        Expression.Between node =>
            $"({Format(node.Operand)} {(node.Negated ? "NOT " : "")}BETWEEN {Format(node.Low)} AND {Format(node.High)})",
        Expression.InList node => $"({Format(node.Operand)} {(node.Negated ? "NOT " : "")}IN ({List(node.Items)}))",
        Expression.InQuery node => $"({Format(node.Operand)} {(node.Negated ? "NOT " : "")}IN ({Query(node.Query)}))",
        Expression.Like node =>
            $"({Format(node.Operand)} {(node.Negated ? "NOT " : "")}LIKE "
            + $"{Format(node.Pattern)}{(node.Escape is null ? "" : $" ESCAPE {Format(node.Escape)}")})",
        Expression.Exists node => $"(EXISTS ({Query(node.Query)}))",
        Expression.Subquery node => $"({Query(node.Query)})",
        Expression.Case node => Case(node),
        Expression.Cast node => $"{(node.Safe ? "TRY_CAST" : "CAST")}({Format(node.Operand)} AS {node.Type})",
        Expression.Call node => Call(node),
        Expression.Lambda node => $"({string.Join(", ", node.Parameters)}) -> {Format(node.Body)}",
        Expression.Row node => node.Keyword ? $"ROW ({List(node.Items)})" : $"({List(node.Items)})",
        Expression.Array node => $"ARRAY[{List(node.Items, ",")}]",
        Expression.AtTimeZone node => $"{Format(node.Operand)} AT TIME ZONE {Format(node.Zone)}",
        Expression.CurrentTime node =>
            node.Precision is { } precision ? string.Create(CultureInfo.InvariantCulture, $"{node.Function}({precision})") : node.Function,
        _ => "?",
    };

    internal static string Window(WindowSpecification window)
    {
        if (window.IsName) { return window.Reference!.Value.ToString(); }
        List<string> parts = [];
        if (window.Reference is { } reference) { parts.Add(reference.ToString()); }
        if (window.PartitionBy.Count > 0) { parts.Add($"PARTITION BY {List(window.PartitionBy)}"); }
        if (window.OrderBy.Count > 0) { parts.Add($"ORDER BY {SqlFormatter.OrderBy(window.OrderBy)}"); }
        if (window.Frame is { } frame)
        {
            parts.Add(
                frame.End is null
                    ? $"{frame.Unit} {Bound(frame.Start)}"
                    : $"{frame.Unit} BETWEEN {Bound(frame.Start)} AND {Bound(frame.End)}");
        }
        return $"({string.Join(' ', parts)})";
    }

    static string Bound(FrameBound bound) => bound.Value is null ? bound.Kind : $"{Format(bound.Value)} {bound.Kind}";

    // The text of TIMESTAMP '…' includes its precision.
    static string TypedName(Expression.TypedLiteral node) => node.Type switch
    {
        Types.TrinoType.TimestampType or Types.TrinoType.TimestampTzType => "TIMESTAMP",
        Types.TrinoType.TimeType => "TIME",
        Types.TrinoType.DecimalType => "DECIMAL",
        Types.TrinoType.CharType => "CHAR",
        var type => type.ToString().ToUpperInvariant(),
    };

    static string Case(Expression.Case node)
    {
        var sql = new StringBuilder("(CASE");
        if (node.Operand is not null) { sql.Append(' ').Append(Format(node.Operand)); }
        foreach (var when in node.Whens)
        {
            sql.Append(CultureInfo.InvariantCulture, $" WHEN {Format(when.Condition)} THEN {Format(when.Result)}");
        }
        if (node.Else is not null) { sql.Append(" ELSE ").Append(Format(node.Else)); }
        return sql.Append(" END)").ToString();
    }

    static string Call(Expression.Call node)
    {
        if (node.Json is { } json) { return JsonCall(node, json); }
        if (node.Construction is { } construction) { return JsonConstructor(node, construction); }
        switch (node.Form)
        {
            case "LISTAGG":
                return $"LISTAGG({(node.Distinct ? "DISTINCT " : "")}{List(node.Arguments)}) WITHIN GROUP (ORDER BY "
                    + $"{SqlFormatter.OrderBy(node.OrderBy)}){Tail(node)}";
            case "LISTAGG WITH COUNT" or "LISTAGG WITHOUT COUNT":
                return $"LISTAGG({(node.Distinct ? "DISTINCT " : "")}{List([node.Arguments[0], node.Arguments[1]])} ON OVERFLOW TRUNCATE "
                    + $"{Format(node.Arguments[2])} {node.Form["LISTAGG ".Length..]}) WITHIN GROUP (ORDER BY "
                    + $"{SqlFormatter.OrderBy(node.OrderBy)}){Tail(node)}";
            case "BOTH" or "LEADING" or "TRAILING":
                return $"trim({node.Form} {(node.Arguments.Count > 1 ? $"{Format(node.Arguments[1])} " : "")}FROM "
                    + $"{Format(node.Arguments[0])})";
            case "POSITION":
                return $"POSITION({Format(node.Arguments[1])} IN {Format(node.Arguments[0])})";
            case "NFC" or "NFD" or "NFKC" or "NFKD":
                return $"normalize({Format(node.Arguments[0])}, {node.Form})";
            case { } field:
                return $"EXTRACT({field} FROM {Format(node.Arguments[0])})";
        }
        var order = node.OrderBy.Count > 0 ? $" ORDER BY {SqlFormatter.OrderBy(node.OrderBy)}" : "";
        return $"{node.Name}({(node.Distinct ? "DISTINCT " : "")}{(node.Star ? "*" : List(node.Arguments))}{order}){Tail(node)}";
    }

    static string JsonCall(Expression.Call node, JsonClauses json)
    {
        var next = 1 + json.Passing.Count;
        var sql = new StringBuilder($"{node.Name.Folded}({Format(node.Arguments[0])}, {SqlText.Literal(json.Path)}");
        for (var i = 0; i < json.Passing.Count; i++)
        {
            var (name, isJson) = json.Passing[i];
            sql.Append(i == 0 ? " PASSING " : ", ");
            sql.Append(Format(node.Arguments[i + 1])).Append(isJson ? " FORMAT JSON" : "").Append(" AS ").Append(SqlText.Name(name));
        }
        if (json.Returning is { } type) { sql.Append(" RETURNING ").Append(type); }
        if (json.Wrapper is { } wrapper) { sql.Append(" WITH ").Append(wrapper).Append(" ARRAY WRAPPER"); }
        if (json.OmitsQuotes) { sql.Append(" OMIT QUOTES"); }
        Outcome(json.OnEmpty, "EMPTY");
        Outcome(json.OnError, "ERROR");
        return sql.Append(')').ToString();

        void Outcome(string? outcome, string when)
        {
            if (outcome is null) { return; }
            sql.Append(' ').Append(outcome);
            if (outcome == JsonClauses.Default) { sql.Append(' ').Append(Format(node.Arguments[next++])); }
            sql.Append(" ON ").Append(when);
        }
    }

    // The arguments of json_object are its keys and values in turn.
    static string JsonConstructor(Expression.Call node, JsonConstruction construction)
    {
        var perMember = node.Name.Folded == "json_object" ? 2 : 1;
        var members = construction.Formats.Select((isJson, i) =>
        {
            var key = perMember == 2 ? $"KEY {Format(node.Arguments[2 * i])} VALUE " : "";
            return $"{key}{Format(node.Arguments[(perMember * i) + perMember - 1])}{(isJson ? " FORMAT JSON" : "")}";
        });
        var sql = new StringBuilder($"{node.Name.Folded}({string.Join(", ", members)}");
        if (node.Arguments.Count > 0)
        {
            sql.Append(construction.OmitsNulls ? " ABSENT ON NULL" : " NULL ON NULL");
            if (construction.HasUniqueKeys) { sql.Append(" WITH UNIQUE KEYS"); }
        }
        if (construction.Returning is { } type) { sql.Append(" RETURNING ").Append(type); }
        return sql.Append(')').ToString();
    }

    static string Tail(Expression.Call node)
    {
        var tail = new StringBuilder();
        if (node.Filter is not null) { tail.Append(CultureInfo.InvariantCulture, $" FILTER (WHERE {Format(node.Filter)})"); }
        if (node.IgnoreNulls) { tail.Append(" IGNORE NULLS"); }
        if (node.Window is not null) { tail.Append(" OVER ").Append(Window(node.Window)); }
        return tail.ToString();
    }

    static string List(IReadOnlyList<Expression> items, string separator = ", ") => string.Join(separator, items.Select(Format));

    static string Query(Query query) => $"\n{SqlFormatter.Format(query)}";
}
