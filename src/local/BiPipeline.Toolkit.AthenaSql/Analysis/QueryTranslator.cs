using System.Runtime.CompilerServices;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>
/// Translates a query of Athena to a query of DuckDB. Every relation and column gets a generated name, so that DuckDB resolves the same
/// names. Tables become common table expressions, listed in <see cref="Scans"/>.
/// </summary>
sealed partial class QueryTranslator
{
    const int MaxViewDepth = 32;
    const int MaxGroupingSets = 2048;

    readonly Dictionary<CatalogTable, TableScan> _scans = [];
    readonly ExpressionTranslator _expressions;
    readonly PartitionConditions _partitions;
    readonly Stack<string> _views = new();
    string? _database;
    int _relations;

    internal QueryTranslator(Session session)
    {
        Session = session;
        _database = session.Database;
        _expressions = new(this);
        _partitions = new(_expressions);
    }

    internal Session Session { get; }

    /// <summary>The tables that the translated query reads.</summary>
    internal IReadOnlyCollection<TableScan> Scans => _scans.Values;

    internal TranslatedQuery Translate(Query query) => Translate(query, null, null);

    internal string NextRelation() => string.Create(CultureInfo.InvariantCulture, $"r{++_relations}");

    /// <summary>Translates an inner query. It may refer to the columns of <paramref name="outer"/>.</summary>
    internal TranslatedQuery Translate(Query query, Scope? outer, NamedQueries? with)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        List<DuckSql> named = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var one in query.With)
        {
            if (!names.Add(one.Name.Folded))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.DuplicateNamedQuery,
                    $"WITH query name '{one.Name.Value}' specified more than once",
                    one.Name.Position);
            }
            var translated = IsRecursive(query, one) ? Recursive(one, outer, with, named) : Translate(one.Query, outer, with);
            var columns = Rename(translated.Columns, one.Columns, one.Name);
            var name = NextRelation();
            named.Add($"{name} AS ({translated.Sql})");
            with = new(one.Name.Folded, new(name, columns), with);
        }
        var body = query.Body is QueryBody.Select select ? Select(select, query, outer, with) : Other(query, outer, with);
        return body with { With = named };
    }

    /// <summary>Translates a subquery, and refuses one that the engine cannot turn into a join.</summary>
    internal TranslatedQuery Inner(Query query, SubqueryKind kind, Scope scope, NamedQueries? with)
    {
        HashSet<SqlPosition> read = [];
        var translated = Translate(query, scope with { Read = read }, with);
        if (read.Count > 0 && !new Correlation(read, _expressions.IsAggregateCall).IsSupported(query, kind))
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "Given correlated subquery is not supported",
                query.Body.Position);
        }
        return translated;
    }

    static IReadOnlyList<OutputColumn> Rename(IReadOnlyList<OutputColumn> columns, IReadOnlyList<SqlName> names, SqlName relation)
    {
        if (names.Count == 0) { return columns; }
        if (names.Count != columns.Count)
        {
            throw new LocalAthenaQueryException(
                FailureCode.MismatchedColumnAliases,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column alias list has {names.Count} entries but '{relation.Value}' has {columns.Count} columns available"),
                relation.Position);
        }
        return [.. columns.Select((column, i) => column with { Name = names[i].Folded })];
    }

    // Set operations, VALUES, TABLE and queries in parentheses: their ORDER BY resolves only the result's columns.
    TranslatedQuery Other(Query query, Scope? outer, NamedQueries? with)
    {
        var body = Body(query.Body, outer, with);
        if (query is { OrderBy.Count: 0, Limit: null, Offset: null }) { return body; }
        var relation = NextRelation();
        var fields = Fields(body.Columns, relation, null);
        var context = new ExpressionContext(new(fields, outer), with) { Clause = "ORDER BY clause" };
        var order = query.OrderBy.Select(item =>
        {
            var key = Ordinal(item.Key, body.Columns.Count) is { } ordinal
                ? new Typed(fields[ordinal].Sql, fields[ordinal].Type)
                : _expressions.Translate(item.Key, context);
            return ExpressionTranslator.SortKey(item, ExpressionTranslator.Orderable(item, key));
        }).ToArray();
        var list = DuckSql.Join(", ", fields.Select((field, i) => (DuckSql)$"{field.Sql} AS {ColumnAlias.Of(i)}"));
        return new($"SELECT {list} FROM ({body.Sql}) AS {relation}{Tail(order, query, with)}", body.Columns);
    }

    TranslatedQuery Body(QueryBody body, Scope? outer, NamedQueries? with) => body switch
    {
        QueryBody.Select select => Select(select, new(select.Position, [], select), outer, with),
        QueryBody.Parenthesized inner => Parenthesized(inner.Query, outer, with),
        QueryBody.Table table =>
            Select(
                new(table.Position, false, [new(table.Position, null, null)], new Relation.Table(table.Position, table.Name)),
                new(table.Position, [], body),
                outer,
                with),
        QueryBody.Values values => Values(values, outer, with),
        QueryBody.SetOperation set => SetOperation(set, outer, with),
        _ =>
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have {body.GetType().Name}",
                body.Position),
    };

    TranslatedQuery Parenthesized(Query query, Scope? outer, NamedQueries? with)
    {
        var inner = Translate(query, outer, with);
        var relation = NextRelation();
        return new($"SELECT * FROM ({inner.Sql}) AS {relation}", inner.Columns);
    }

    TranslatedQuery Values(QueryBody.Values values, Scope? outer, NamedQueries? with)
    {
        var context = new ExpressionContext(new([], outer), with) { Clause = "VALUES" };
        var rows = values.Rows.Select(row => ValuesRow(row, context)).ToArray();
        var width = rows[0].Length;
        if (Array.Find(rows, row => row.Length != width) is not null)
        {
            throw ExpressionTranslator.Mismatch(values.Position, "Values rows have mismatched sizes");
        }
        var types = new TrinoType[width];
        for (var column = 0; column < width; column++)
        {
            types[column] = rows.Select(row => row[column].Type)
                .Aggregate((TrinoType?)TrinoType.Unknown, (common, type) => common is null ? null : TypeRules.CommonType(common, type))
                ?? throw ExpressionTranslator.Mismatch(
                    values.Position,
                    $"Values rows have mismatched types in column {Conversion.Number(column + 1)}");
        }
        var relation = NextRelation();
        var names = string.Join(", ", Enumerable.Range(0, width).Select(ColumnAlias.Of));
        var sql = DuckSql.Join(
            ", ",
            rows.Select(row => (DuckSql)$"({DuckSql.Join(", ", row.Select((item, i) => Conversion.Coerce(item, types[i]).Sql))})"));
        return new(
            $"SELECT {names} FROM (VALUES {sql}) AS {relation}({names})",
            [.. types.Select(type => new OutputColumn(null, type))]);
    }

    // A value of a row type is a row of columns too.
    Typed[] ValuesRow(Expression row, ExpressionContext context)
    {
        if (row is Expression.Row items) { return [.. items.Items.Select(item => _expressions.Translate(item, context))]; }
        var value = _expressions.Translate(row, context);
        return value.Type is TrinoType.RowType type
            ? [.. type.Fields.Select((_, i) => Conversion.RowFieldOf(value.Sql, type, i))]
            : [value];
    }

    TranslatedQuery SetOperation(QueryBody.SetOperation set, Scope? outer, NamedQueries? with)
    {
        var left = Body(set.Left, outer, with);
        var right = Body(set.Right, outer, with);
        if (left.Columns.Count != right.Columns.Count)
        {
            throw ExpressionTranslator.Mismatch(
                set.Position,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{set.Operator} query has different number of fields: {left.Columns.Count}, {right.Columns.Count}"));
        }
        var columns = left.Columns.Select((column, i) => column with
        {
            Type = TypeRules.CommonType(column.Type, right.Columns[i].Type)
                ?? throw ExpressionTranslator.Mismatch(
                    set.Position,
                    $"column {Conversion.Number(i + 1)} in {set.Operator} query has incompatible types: {column.Type}, "
                    + $"{right.Columns[i].Type}"),
        }).ToArray();
        var (first, second) = (As(left, columns), As(right, columns));
        return new(
            columns.Any(column => Equality.HasForms(column.Type)) && set is not { Operator: "UNION", All: true }
                ? ByForms(set, first, second, columns)
                : (DuckSql)$"({first}) {set.Operator}{(set.All ? " ALL" : "")} ({second})",
            columns);
    }

    // Rows that are not distinct may differ for DuckDB; one of them stands for all.
    DuckSql ByForms(QueryBody.SetOperation set, DuckSql left, DuckSql right, OutputColumn[] columns)
    {
        if (set.All)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have {set.Operator} ALL of maps, chars and timestamps with time zone",
                set.Position);
        }
        var (relation, other) = (NextRelation(), NextRelation());
        DuckSql[] Forms(string name) =>
            [.. columns.Select((column, i) => Equality.Canonical(new($"{name}.{ColumnAlias.Of(i)}", column.Type)))];
        DuckSql distinct = $"SELECT DISTINCT ON ({DuckSql.Join(", ", Forms(relation))}) * FROM";
        if (set.Operator == "UNION") { return $"{distinct} (({left}) UNION ALL ({right})) AS {relation}"; }
        var same = Forms(relation).Zip(Forms(other), (a, b) => (DuckSql)$"{a} IS NOT DISTINCT FROM {b}");
        return $"{distinct} ({left}) AS {relation} WHERE {(set.Operator == "EXCEPT" ? "NOT " : "")}EXISTS "
            + $"(SELECT 1 FROM ({right}) AS {other} WHERE {DuckSql.Join(" AND ", same)})";
    }

    /// <summary>Returns the query with its columns converted to these types.</summary>
    DuckSql As(TranslatedQuery query, IReadOnlyList<OutputColumn> columns)
    {
        var relation = NextRelation();
        var selected = query.Columns.Select((column, i) =>
        {
            var value = Conversion.Coerce(new($"{relation}.{ColumnAlias.Of(i)}", column.Type), columns[i].Type);
            return (DuckSql)$"{value.Sql} AS {ColumnAlias.Of(i)}";
        });
        return $"SELECT {DuckSql.Join(", ", selected)} FROM ({query.Sql}) AS {relation}";
    }

    static IReadOnlyList<Field> Fields(IReadOnlyList<OutputColumn> columns, string relation, string? name) =>
        [.. columns.Select((column, i) => new Field(column.Name, column.Type, $"{relation}.{ColumnAlias.Of(i)}") { Relation = name })];

    static int? Ordinal(Expression key, int columns)
    {
        if (key is not Expression.IntegerLiteral literal) { return null; }
        return int.TryParse(literal.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            && ordinal >= 1
            && ordinal <= columns
            ? ordinal - 1
            : throw new LocalAthenaQueryException(
                FailureCode.InvalidColumnReference,
                $"ORDER BY or GROUP BY position {literal.Digits} is not in select list",
                literal.Position);
    }

    DuckSql Tail(IReadOnlyList<DuckSql> order, Query query, NamedQueries? with)
    {
        List<DuckSql> tail = [];
        var isRanked = query is { WithTies: true, Limit: not null };
        if (isRanked)
        {
            var first = RowCount(query.Limit!, Scopeless(with));
            DuckSql skipped = query.Offset is null ? "" : (DuckSql)$" + {RowCount(query.Offset, Scopeless(with))}";
            tail.Add($" QUALIFY rank() OVER (ORDER BY {DuckSql.Join(", ", order)}) <= {first}{skipped}");
        }
        if (order.Count > 0) { tail.Add($" ORDER BY {DuckSql.Join(", ", order)}"); }
        var context = Scopeless(with);
        if (query.Limit is not null && !isRanked) { tail.Add($" LIMIT {RowCount(query.Limit, context)}"); }
        if (query.Offset is not null) { tail.Add($" OFFSET {RowCount(query.Offset, context)}"); }
        return DuckSql.Join("", tail);
    }

    static ExpressionContext Scopeless(NamedQueries? with) => new(Scope.Empty, with) { Clause = "LIMIT clause" };

    DuckSql RowCount(Expression count, ExpressionContext context) =>
        Conversion.TryCoerce(_expressions.Translate(count, context), TrinoType.Bigint)?.Sql
            ?? throw ExpressionTranslator.Mismatch(count.Position, "a row count must be a bigint");
}
