using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

sealed partial class QueryTranslator
{
    TranslatedQuery Select(QueryBody.Select select, Query query, Scope? outer, NamedQueries? with)
    {
        var (from, fields) = select.From is null ? ((DuckSql?)null, []) : Relation(select.From, outer, with);
        var context = new ExpressionContext(new(fields, outer), with) { Windows = select.Windows };
        DuckSql where = select.Where is null
            ? ""
            : (DuckSql)$" WHERE {_expressions.Condition(select.Where, context with { Clause = "WHERE clause" })}";
        if (select.Where is not null) { _partitions.Collect(select.Where, context with { Clause = "WHERE clause" }); }

        var (groupBy, grouping) = GroupBy(select, context);
        var isGrouped = select.GroupBy.Count > 0
            || select.Having is not null
            || Items(select, query).Any(item => SyntaxTree.DescendantsAndSelf(item).Any(_expressions.IsAggregateCall));
        var output = context with
        {
            Clause = "SELECT clause",
            AllowAggregates = true,
            AllowWindows = true,
            Grouping = isGrouped ? grouping : null,
        };

        var (values, columns) = SelectList(select, output, isGrouped);
        DuckSql having = select.Having is null
            ? ""
            : (DuckSql)$" HAVING {_expressions.Condition(select.Having, output with { Clause = "HAVING clause", AllowWindows = false })}";
        var order = Order(select, query, values, columns, output);
        // A query with aggregates over no rows has one row in DuckDB too, but an empty FROM must not make HAVING an error.
        var list = DuckSql.Join(", ", values.Select((value, i) => (DuckSql)$"{value.Sql} AS {ColumnAlias.Of(i)}"));
        DuckSql source = from is null ? "" : (DuckSql)$" FROM {from}";
        DuckSql sql = $"SELECT {(select.Distinct ? Distinct(values) : "")}{list}{source}{where}{groupBy}{having}{Tail(order, query, with)}";
        return new(sql, columns) { Partitions = isGrouped ? [] : PartitionsOf(select, query, values, fields) };
    }

    // None, if a condition outside of the query is not one of the query's rows: a limit and a window read other rows too.
    static IReadOnlyList<PartitionField?> PartitionsOf(
        QueryBody.Select select,
        Query query,
        List<Typed> values,
        IReadOnlyList<Field> fields) =>
        select.Distinct || query.Limit is not null || query.Offset is not null
            || Items(select, query).SelectMany(SyntaxTree.DescendantsAndSelf).Any(one => one is Expression.Call { Window: not null })
            ? []
            : [.. values.Select(value => fields.FirstOrDefault(field => field.Partition is not null && field.Sql == value.Sql)?.Partition)];

    // Values that are not distinct may differ for DuckDB; one of them stands for all.
    static DuckSql Distinct(IReadOnlyList<Typed> values) => values.Any(value => Equality.HasForms(value.Type))
        ? (DuckSql)$"DISTINCT ON ({DuckSql.Join(", ", values.Select(Equality.Canonical))}) "
        : "DISTINCT ";

    static IEnumerable<Expression> Items(QueryBody.Select select, Query query) =>
        select.Items.Select(item => item.Value ?? item.RowOf).OfType<Expression>().Concat(query.OrderBy.Select(item => item.Key));

    (DuckSql Sql, Grouping Grouping) GroupBy(QueryBody.Select select, ExpressionContext context)
    {
        var grouping = new Grouping();
        if (select.GroupBy.Count == 0) { return ("", grouping); }
        var rows = context with { Clause = "GROUP BY clause" };
        if (select.GroupsOnce) { return (DistinctSets(select, rows, grouping), grouping); }
        var elements = select.GroupBy.Select(element =>
        {
            var sets = element.Sets.Select(
                set => set.Select(expression => GroupingExpression(expression, select, rows, grouping)).ToArray())
                .ToArray();
            return element.Kind switch
            {
                GroupingElement.Simple => sets[0].Length == 0 ? (DuckSql)"()" : DuckSql.Join(", ", sets[0]),
                GroupingElement.GroupingSets => $"GROUPING SETS ({DuckSql.Join(", ", sets.Select(Parenthesized))})",
                _ => $"{element.Kind} ({DuckSql.Join(", ", sets.Select(set => set.Length == 1 ? set[0] : Parenthesized(set)))})",
            };
        }).ToArray();
        return ($" GROUP BY {DuckSql.Join(", ", elements)}", grouping);

        static DuckSql Parenthesized(DuckSql[] set) => $"({DuckSql.Join(", ", set)})";
    }

    // GROUP BY DISTINCT: every combination of the elements' sets, each once.
    DuckSql DistinctSets(QueryBody.Select select, ExpressionContext context, Grouping grouping)
    {
        IEnumerable<DuckSql[]> combined = [[]];
        foreach (var element in select.GroupBy)
        {
            var sets = element.Sets.Select(
                set => set.Select(expression => GroupingExpression(expression, select, context, grouping)).ToArray()).ToArray();
            var choices = Choices(element, sets).ToArray();
            combined = [.. combined.SelectMany(one => choices.Select(choice => (DuckSql[])[.. one, .. choice]))];
            if (combined.Count() > MaxGroupingSets)
            {
                throw new LocalAthenaQueryException(
                    "TOO_MANY_GROUPING_SETS",
                    $"GROUP BY has more than {Conversion.Number(MaxGroupingSets)} grouping sets",
                    select.Position);
            }
        }
        var distinct = combined.Select(set => set.Distinct().ToArray())
            .DistinctBy(set => set.ToHashSet(), HashSet<DuckSql>.CreateSetComparer());
        return $" GROUP BY GROUPING SETS ({DuckSql.Join(", ", distinct.Select(set => (DuckSql)$"({DuckSql.Join(", ", set)})"))})";
    }

    static IEnumerable<DuckSql[]> Choices(GroupingElement element, DuckSql[][] sets) => element.Kind switch
    {
        GroupingElement.Rollup => Enumerable.Range(0, sets.Length + 1).Select(count => sets[..^count].SelectMany(set => set).ToArray()),
        GroupingElement.Cube => Enumerable.Range(0, 1 << Math.Min(sets.Length, 12))
            .Select(chosen => sets.Where((_, i) => (chosen >> i & 1) == 1).SelectMany(set => set).ToArray()),
        _ => sets,
    };

    DuckSql GroupingExpression(Expression expression, QueryBody.Select select, ExpressionContext context, Grouping grouping)
    {
        if (expression is Expression.IntegerLiteral)
        {
            var items = Positions(select, context).ToArray();
            var item = items[Ordinal(expression, items.Length)!.Value];
            if (item.Field is { } field)
            {
                field.Used?.Invoke();
                var name = new Expression.Identifier(expression.Position, new(field.Name ?? "", true, expression.Position));
                return Grouped(select, grouping, name, new(field.Sql, field.Type));
            }
            expression = item.Value!;
        }
        var value = _expressions.Translate(expression, context);
        if (!value.Type.IsComparable)
        {
            throw ExpressionTranslator.Mismatch(
                expression.Position,
                $"{value.Type} is not comparable, and therefore cannot be used in GROUP BY");
        }
        return Grouped(select, grouping, expression, value);
    }

    static DuckSql Grouped(QueryBody.Select select, Grouping grouping, Expression expression, Typed value)
    {
        if (Equality.HasForms(value.Type) && select.GroupBy.Any(element => element.Kind != GroupingElement.Simple))
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have grouping sets of {value.Type}; group by a text or an instant of it",
                expression.Position);
        }
        return grouping.Add(expression, value);
    }

    // The columns that positions count, those of * among them.
    static IEnumerable<(Expression? Value, Field? Field)> Positions(QueryBody.Select select, ExpressionContext context) =>
        select.Items.SelectMany(item => item.IsStar
            ? context.Scope.Fields.Where(field => IsOf(item, field)).Select(field => ((Expression?)null, (Field?)field))
            : [(item.Value, null)]);

    static bool IsOf(SelectItem item, Field field) =>
        !field.Hidden
            && (item.StarOf is not { } of || field.IsFrom(of.Last.Folded, of.Parts.Count > 1 ? of.Parts[^2].Folded : null));

    (List<Typed> Values, List<OutputColumn> Columns) SelectList(QueryBody.Select select, ExpressionContext context, bool isGrouped)
    {
        List<Typed> values = [];
        List<OutputColumn> columns = [];
        foreach (var item in select.Items)
        {
            if (item.IsStar)
            {
                AddStar(item, context, isGrouped, values, columns);
                continue;
            }
            values.Add(_expressions.Translate(item.Value!, context));
            columns.Add(new(item.Alias?.Folded ?? ImpliedName(item.Value!), values[^1].Type));
        }
        return (values, columns);
    }

    void AddStar(SelectItem item, ExpressionContext context, bool isGrouped, List<Typed> values, List<OutputColumn> columns)
    {
        var before = values.Count;
        if (item.RowOf is { } row) { AddFields(_expressions.Translate(row, context), item, values, columns); }
        var scope = item.RowOf is null ? context.Scope : Scope.Empty;
        // t.* of an outer query, if this one has no t.
        while (item.StarOf is not null && scope.Outer is { } outer && !scope.Fields.Any(field => IsOf(item, field))) { scope = outer; }
        foreach (var field in scope.Fields)
        {
            if (!IsOf(item, field)) { continue; }
            if (isGrouped && scope == context.Scope && !context.Grouping!.Contains(field.Sql))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.ExpressionNotAggregate,
                    $"Column '{field.Name}' not in GROUP BY clause",
                    item.Position);
            }
            field.Used?.Invoke();
            values.Add(new(isGrouped && scope == context.Scope ? context.Grouping!.ValueOf(field.Sql) : field.Sql, field.Type));
            columns.Add(new(field.Name, field.Type));
        }
        if (values.Count == before && item.StarOf is { } name && RowNamed(name, context) is { } named)
        {
            AddFields(named, item, values, columns);
        }
        if (values.Count > before)
        {
            Rename(item, columns, before);
            return;
        }
        throw item.StarOf is { } missing
            ? new LocalAthenaQueryException(FailureCode.TableNotFound, $"Unable to resolve reference {missing}", item.Position)
            : new LocalAthenaQueryException("COLUMN_NOT_FOUND", "SELECT * not allowed from relation that has no columns", item.Position);
    }

    // r.* of a column r, for no relation has the name.
    Typed? RowNamed(QualifiedName name, ExpressionContext context)
    {
        Expression row = new Expression.Identifier(name.Last.Position, name.Parts[0]);
        foreach (var part in name.Parts.Skip(1)) { row = new Expression.Dereference(name.Last.Position, row, part); }
        try
        {
            return _expressions.Translate(row, context);
        }
        catch (LocalAthenaQueryException failure) when (failure.Code == FailureCode.ColumnNotFound)
        {
            return null;
        }
    }

    static void AddFields(Typed row, SelectItem item, List<Typed> values, List<OutputColumn> columns)
    {
        if (row.Type is not TrinoType.RowType type)
        {
            throw ExpressionTranslator.Mismatch(item.Position, $"expected expression of type Row, but got: {row.Type}");
        }
        for (var i = 0; i < type.Fields.Count; i++)
        {
            values.Add(Conversion.RowFieldOf(row.Sql, type, i));
            columns.Add(new(type.Fields[i].Name, type.Fields[i].Type));
        }
    }

    static void Rename(SelectItem item, List<OutputColumn> columns, int first)
    {
        if (item.Columns.Count == 0) { return; }
        if (item.Columns.Count != columns.Count - first)
        {
            throw new LocalAthenaQueryException(
                FailureCode.MismatchedColumnAliases,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column alias list has {item.Columns.Count} entries but relation has {columns.Count - first} columns"),
                item.Position);
        }
        for (var i = 0; i < item.Columns.Count; i++) { columns[first + i] = columns[first + i] with { Name = item.Columns[i].Folded }; }
    }

    static string? ImpliedName(Expression expression) => expression switch
    {
        Expression.Identifier node => node.Name.Folded,
        Expression.Dereference node => node.Field.Folded,
        _ => null,
    };

    List<DuckSql> Order(QueryBody.Select select, Query query, List<Typed> values, List<OutputColumn> columns, ExpressionContext output)
    {
        if (query.OrderBy.Count == 0) { return []; }
        Dictionary<string, Typed> aliases = new(StringComparer.Ordinal);
        HashSet<string> ambiguous = new(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name is { } name && !aliases.TryAdd(name, values[i]) && aliases[name].Sql != values[i].Sql)
            {
                ambiguous.Add(name);
            }
        }
        var context = output with { Clause = "ORDER BY clause", Aliases = aliases };
        return [.. query.OrderBy.Select(item =>
        {
            if (item.Key is Expression.Identifier { Name: var name } && ambiguous.Contains(name.Folded))
            {
                throw new LocalAthenaQueryException(FailureCode.AmbiguousName, $"Column '{name.Value}' is ambiguous", item.Key.Position);
            }
            var key = Ordinal(item.Key, values.Count) is { } ordinal ? values[ordinal] : _expressions.Translate(item.Key, context);
            var index = values.FindIndex(value => value.Sql == key.Sql);
            if (select.Distinct && query.WithTies)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    "LocalAthena does not have SELECT DISTINCT with FETCH … WITH TIES; put the SELECT DISTINCT into a subquery",
                    query.Position);
            }
            if (select.Distinct && index < 0)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.ExpressionNotInDistinct,
                    "For SELECT DISTINCT, ORDER BY expressions must appear in select list",
                    item.Key.Position);
            }
            var sql = ExpressionTranslator.Orderable(item, key);
            // In a window, a number is a constant.
            return ExpressionTranslator.SortKey(
                item,
                index >= 0 && sql == key.Sql && !query.WithTies ? Conversion.Number(index + 1) : sql);
        })];
    }
}
