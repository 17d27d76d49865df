using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Writes a query in the form of Athena's stored views: one clause per line, every operator in parentheses, no comments.</summary>
sealed class SqlFormatter
{
    readonly StringBuilder _sql = new();

    internal static string Format(Query query)
    {
        var formatter = new SqlFormatter();
        formatter.Append(query, 0);
        return formatter._sql.ToString();
    }

    void Append(Query query, int indent)
    {
        if (query.With.Count > 0)
        {
            Line(indent, query.Recursive ? "WITH RECURSIVE" : "WITH");
            for (var i = 0; i < query.With.Count; i++)
            {
                var with = query.With[i];
                _sql.Append(i == 0 ? "  " : ", ").Append(with.Name);
                if (with.Columns.Count > 0) { _sql.Append(" (").AppendJoin(", ", with.Columns).Append(')'); }
                _sql.Append(" AS (\n");
                Append(with.Query, indent + 1);
                Line(indent, ") ");
            }
        }
        Append(query.Body, indent);
        if (query.OrderBy.Count > 0) { Line(indent, $"ORDER BY {OrderBy(query.OrderBy)}"); }
        if (query.Offset is not null) { Line(indent, $"OFFSET {ExpressionFormatter.Format(query.Offset)} ROWS"); }
        if (query.Limit is not { } limit) { return; }
        var count = ExpressionFormatter.Format(limit);
        Line(indent, query.WithTies ? $"FETCH FIRST {count} ROWS WITH TIES" : $"LIMIT {count}");
    }

    void Append(QueryBody body, int indent)
    {
        switch (body)
        {
            case QueryBody.Select select:
                Append(select, indent);
                break;
            case QueryBody.SetOperation set:
                Append(set.Left, indent);
                Line(indent, set.Operator + (set.All ? " ALL" : ""));
                Append(set.Right, indent);
                break;
            case QueryBody.Values values:
                Line(indent, " VALUES ");
                for (var i = 0; i < values.Rows.Count; i++)
                {
                    Line(indent, (i == 0 ? "  " : ", ") + ExpressionFormatter.Format(values.Rows[i]));
                }
                break;
            case QueryBody.Table table:
                Line(indent, $"TABLE {table.Name}");
                break;
            case QueryBody.Parenthesized inner:
                Line(indent, "(");
                Append(inner.Query, indent + 1);
                Line(indent, ") ");
                break;
        }
    }

    void Append(QueryBody.Select select, int indent)
    {
        Line(indent, select.Distinct ? "SELECT DISTINCT" : "SELECT");
        for (var i = 0; i < select.Items.Count; i++) { Line(indent, (i == 0 ? "  " : ", ") + Item(select.Items[i])); }
        if (select.From is not null)
        {
            Line(indent, "FROM");
            _sql.Append(' ', (indent + 1) * 2);
            Append(select.From, indent + 1);
            _sql.Append('\n');
        }
        if (select.Where is not null) { Line(indent, $"WHERE {ExpressionFormatter.Format(select.Where)}"); }
        if (select.GroupBy.Count > 0)
        {
            Line(indent, $"GROUP BY {(select.GroupsOnce ? "DISTINCT " : "")}{string.Join(", ", select.GroupBy.Select(Grouping))}");
        }
        if (select.Having is not null) { Line(indent, $"HAVING {ExpressionFormatter.Format(select.Having)}"); }
        if (select.Windows.Count > 0)
        {
            var windows = select.Windows.Select(window => $"{SqlText.Name(window.Key)} AS {ExpressionFormatter.Window(window.Value)}");
            Line(indent, $"WINDOW {string.Join(", ", windows)}");
        }
    }

    void Append(Relation relation, int indent)
    {
        switch (relation)
        {
            case Relation.Table table:
                _sql.Append(table.Name);
                break;
            case Relation.Subquery subquery:
                _sql.Append(subquery.Lateral ? "LATERAL (\n" : "(\n");
                Append(subquery.Query, indent + 1);
                _sql.Append(' ', indent * 2).Append(") ");
                break;
            case Relation.Unnest unnest:
                _sql.Append("UNNEST(")
                    .AppendJoin(", ", unnest.Arguments.Select(ExpressionFormatter.Format))
                    .Append(unnest.Ordinality ? ") WITH ORDINALITY" : ")");
                break;
            case Relation.Aliased aliased:
                Append(aliased.Inner, indent);
                _sql.Append(' ').Append(aliased.Alias);
                if (aliased.Columns.Count > 0) { _sql.Append(" (").AppendJoin(", ", aliased.Columns).Append(')'); }
                break;
            case Relation.Parenthesized inner:
                Append(inner.Inner, indent);
                break;
            case Relation.Join join:
                Append(join, indent);
                break;
        }
    }

    void Append(Relation.Join join, int indent)
    {
        _sql.Append('(');
        Append(join.Left, indent);
        _sql.Append('\n')
            .Append(' ', indent * 2)
            .Append(join.Kind switch { "IMPLICIT" or "CROSS" => "CROSS JOIN ", var kind => $"{kind} JOIN " });
        Append(join.Right, indent);
        if (join.On is not null) { _sql.Append(" ON ").Append(ExpressionFormatter.Format(join.On)); }
        if (join.Using.Count > 0) { _sql.Append(" USING (").AppendJoin(", ", join.Using).Append(')'); }
        _sql.Append(')');
    }

    static string Item(SelectItem item)
    {
        if (item.IsStar)
        {
            var star = item.StarOf is { } of ? $"{of}.*" : item.RowOf is { } row ? $"{ExpressionFormatter.Format(row)}.*" : "*";
            return item.Columns.Count > 0 ? $"{star} AS ({string.Join(", ", item.Columns)})" : star;
        }
        var value = ExpressionFormatter.Format(item.Value!);
        return item.Alias is { } alias ? $"{value} {alias}" : value;
    }

    static string Grouping(GroupingElement element) => element.Kind switch
    {
        GroupingElement.Simple when element.Sets[0].Count == 1 => ExpressionFormatter.Format(element.Sets[0][0]),
        GroupingElement.Simple => Set(element.Sets[0]),
        _ => $"{element.Kind} ({string.Join(", ", element.Sets.Select(Set))})",
    };

    static string Set(IReadOnlyList<Expression> set) => $"({string.Join(", ", set.Select(ExpressionFormatter.Format))})";

    internal static string OrderBy(IReadOnlyList<SortItem> items) => string.Join(", ", items.Select(item =>
        $"{ExpressionFormatter.Format(item.Key)} "
        + $"{(item.Descending ? "DESC" : "ASC")}{item.NullsFirst switch { true => " NULLS FIRST", false => " NULLS LAST", null => "" }}"));

    void Line(int indent, string text) => _sql.Append(' ', indent * 2).Append(text).Append('\n');
}
