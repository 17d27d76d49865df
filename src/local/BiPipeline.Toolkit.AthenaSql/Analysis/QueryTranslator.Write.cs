using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

// A statement that writes becomes a query of what it writes: the ids of rows to change or delete, and the values of rows. The caller
// applies the result to the table.
sealed partial class QueryTranslator
{
    static readonly OutputColumn RowId = new("row_id", TrinoType.Bigint);

    static readonly OutputColumn Clause = new("clause", TrinoType.Integer);

    /// <summary>Returns the rows to insert: all columns of the table.</summary>
    internal TranslatedQuery Insert(Statement.Insert insert, CatalogTable table)
    {
        var columns = Columns(table, insert.Columns, insert.Name.Position, "Insert");
        var query = Translate(insert.Query);
        Match(columns, query.Columns.Select(column => column.Type), insert.Name.Position, (wanted, found) =>
            $"Insert query has mismatched column types: Table: [{wanted}], Query: [{found}]");
        var relation = NextRelation();
        var values = table.Columns.Select((column, i) =>
        {
            var place = columns.IndexOf(column);
            return place < 0
                ? (DuckSql)$"CAST(NULL AS {column.Type.DuckDb}) AS {ColumnAlias.Of(i)}"
                : $"{Stored(new($"{relation}.{ColumnAlias.Of(place)}", query.Columns[place].Type), column)} AS {ColumnAlias.Of(i)}";
        });
        return new($"SELECT {DuckSql.Join(", ", values)} FROM ({query.Sql}) AS {relation}", Output(table));
    }

    /// <summary>Returns the ids of the rows to delete.</summary>
    internal TranslatedQuery Delete(Statement.Delete delete, CatalogTable table)
    {
        var (sql, fields, row) = Target(delete.Name, table, null);
        return new($"SELECT {row} AS {ColumnAlias.Of(0)} FROM {sql}{Where(delete.Where, fields)}", [RowId]);
    }

    /// <summary>Returns the ids of the rows to change, each with the new values of all columns.</summary>
    internal TranslatedQuery Update(Statement.Update update, CatalogTable table)
    {
        var (sql, fields, row) = Target(update.Name, table, null);
        foreach (var assignment in update.Assignments.Where(one => table.Columns.All(column => column.Name != one.Column.Folded)))
        {
            throw new LocalAthenaQueryException(
                FailureCode.ColumnNotFound,
                $"The UPDATE SET target column {assignment.Column.Folded} doesn't exist",
                update.Name.Position);
        }
        var columns = Columns(table, [.. update.Assignments.Select(one => one.Column)], update.Name.Position, "Update");
        var context = new ExpressionContext(new(fields, null), null) { Clause = "SET clause" };
        var values = update.Assignments.Select(one => _expressions.Translate(one.Value, context)).ToArray();
        Match(columns, values.Select(value => value.Type), update.Name.Position, (wanted, found) =>
            $"UPDATE table column types don't match SET expressions: Table: [{wanted}], Expressions: [{found}]");
        var all = table.Columns.Select((column, i) => columns.IndexOf(column) is var place and >= 0
            ? Stored(values[place], column)
            : Read(fields[i]));
        DuckSql list = DuckSql.Join(", ", all.Prepend(row).Select((value, i) => (DuckSql)$"{value} AS {ColumnAlias.Of(i)}"));
        return new($"SELECT {list} FROM {sql}{Where(update.Where, fields)}", [RowId, .. Output(table)]);
    }

    /// <summary>
    /// Returns a row for each pair of source row and target row, and for each source row without one: the target row's id or NULL, the
    /// number of the clause that applies or -1, the values of all columns.
    /// </summary>
    internal TranslatedQuery Merge(Statement.Merge merge, CatalogTable table)
    {
        var target = Target(merge.Name, table, merge.Alias);
        var source = Relation(merge.Source, null, null);
        IReadOnlyList<Field> both = [.. target.Fields, .. source.Fields];
        var on = _expressions.Condition(merge.On, new(new(both, null), null) { Clause = "MERGE condition" });

        // Two levels of names, so that a condition is computed once and a value only for the rows of its clause.
        var (joined, chosen) = (NextRelation(), NextRelation());
        var columns = both.Select((field, i) => (DuckSql)$"{Read(field)} AS m{Conversion.Number(i)}");
        DuckSql join = $"SELECT {target.Row} AS mr, {DuckSql.Join(", ", columns)} FROM {target.Sql} RIGHT JOIN {source.Sql} ON {on}";
        var conditions = merge.Clauses.Select((clause, i) => Applies(clause, i, joined, both));
        DuckSql choice = $"SELECT {joined}.*, CASE {DuckSql.Join(" ", conditions)} ELSE -1 END AS mk FROM ({join}) AS {joined}";

        var fields = Renamed(both, chosen);
        var clauses = merge.Clauses.Select((clause, i) => Values(clause, i, table, fields)).ToArray();
        var values = table.Columns.Select((column, i) =>
        {
            var cases = clauses.Index().Where(clause => clause.Item is not null)
                .Select(clause => (DuckSql)$" WHEN {Conversion.Number(clause.Index)} THEN {clause.Item![i]}")
                .ToArray();
            DuckSql value = cases.Length == 0 ? "NULL" : (DuckSql)$"CASE {chosen}.mk{DuckSql.Join("", cases)} END";
            return (DuckSql)$"CAST({value} AS {column.Type.DuckDb}) AS {ColumnAlias.Of(i + 2)}";
        });
        DuckSql[] list = [$"{chosen}.mr AS {ColumnAlias.Of(0)}", $"{chosen}.mk AS {ColumnAlias.Of(1)}", .. values];
        return new($"SELECT {DuckSql.Join(", ", list)} FROM ({choice}) AS {chosen}", [RowId, Clause, .. Output(table)]);
    }

    DuckSql Applies(MergeClause clause, int number, string relation, IReadOnlyList<Field> both)
    {
        DuckSql condition = clause is MergeClause.Insert ? $"{relation}.mr IS NULL" : $"{relation}.mr IS NOT NULL";
        if (clause.Condition is { } more)
        {
            var context = new ExpressionContext(new(Renamed(both, relation), null), null) { Clause = "WHEN clause" };
            condition = $"{condition} AND {_expressions.Condition(more, context)}";
        }
        return $"WHEN {condition} THEN {Conversion.Number(number)}";
    }

    /// <summary>Returns the values that a clause writes, of all columns; null for DELETE.</summary>
    DuckSql[]? Values(MergeClause clause, int number, CatalogTable table, Field[] fields)
    {
        IReadOnlyList<Assignment> assignments;
        switch (clause)
        {
            case MergeClause.Update update:
                assignments = update.Assignments;
                break;
            case MergeClause.Insert insert:
                var names = insert.Columns.Count > 0
                    ? insert.Columns
                    : [.. table.Columns.Select(column => new SqlName(column.Name, true, insert.Position))];
                if (names.Count != insert.Values.Count)
                {
                    throw ExpressionTranslator.Mismatch(
                        insert.Position,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"MERGE INSERT has {names.Count} columns and {insert.Values.Count} values"));
                }
                assignments = [.. names.Zip(insert.Values, (name, value) => new Assignment(name, value))];
                break;
            default:
                return null;
        }
        var columns = Columns(table, [.. assignments.Select(one => one.Column)], clause.Position, "Merge");
        var context = new ExpressionContext(new(fields, null), null) { Clause = "WHEN clause" };
        var values = assignments.Select(one => _expressions.Translate(one.Value, context)).ToArray();
        Match(columns, values.Select(value => value.Type), clause.Position, (wanted, found) =>
            $"MERGE table column types don't match for MERGE case {Conversion.Number(number)}, SET expressions: Table: [{wanted}], "
            + $"Expressions: [{found}]");
        return
        [
            .. table.Columns.Select((column, i) => columns.IndexOf(column) is var place and >= 0 ? Stored(values[place], column)
                : clause is MergeClause.Update ? fields[i].Sql
                : "NULL")
        ];
    }

    /// <summary>Returns the table with the columns that a statement can name and the row's id.</summary>
    (DuckSql Sql, IReadOnlyList<Field> Fields, DuckSql Row) Target(QualifiedName name, CatalogTable table, SqlName? alias)
    {
        var (database, _) = CatalogSnapshot.Resolve(name, _database);
        var scan = Scan(table);
        scan.Use(scan.RowColumn);
        var relation = NextRelation();
        var fields = table.Columns.Select((column, i) =>
            new Field(column.Name, column.Type, $"{relation}.{ColumnAlias.Of(i)}")
            {
                Relation = alias?.Folded ?? name.Last.Folded,
                Database = alias is null ? database : null,
                Used = () => scan.Use(i),
            });
        return ($"{scan.Name} AS {relation}", [.. fields], $"{relation}.{ColumnAlias.Of(scan.RowColumn)}");
    }

    DuckSql Where(Expression? condition, IReadOnlyList<Field> fields) => condition is null
        ? ""
        : (DuckSql)$" WHERE {_expressions.Condition(condition, new(new(fields, null), null) { Clause = "WHERE clause" })}";

    static DuckSql Read(Field field)
    {
        field.Used?.Invoke();
        return field.Sql;
    }

    static Field[] Renamed(IReadOnlyList<Field> fields, string relation) =>
        [.. fields.Select((field, i) => field with { Sql = $"{relation}.m{Conversion.Number(i)}", Used = null })];

    static OutputColumn[] Output(CatalogTable table) => [.. table.Columns.Select(column => new OutputColumn(column.Name, column.Type))];

    static List<CatalogColumn> Columns(CatalogTable table, IReadOnlyList<SqlName> names, SqlPosition position, string statement)
    {
        if (names.Count == 0) { return [.. table.Columns]; }
        List<CatalogColumn> columns = [];
        foreach (var name in names)
        {
            var column = table.Columns.FirstOrDefault(one => one.Name == name.Folded)
                ?? throw new LocalAthenaQueryException(
                    FailureCode.ColumnNotFound,
                    $"{statement} column name does not exist in target table: {name.Folded}",
                    position);
            if (columns.Contains(column))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.DuplicateColumnName,
                    $"{statement} column name is specified more than once: {name.Folded}",
                    position);
            }
            columns.Add(column);
        }
        return columns;
    }

    static void Match(
        List<CatalogColumn> columns,
        IEnumerable<TrinoType> values,
        SqlPosition position,
        Func<string, string, string> message)
    {
        var found = values.ToArray();
        if (found.Length != columns.Count || columns.Zip(found).Any(pair => !StoreConversion.CanStore(pair.Second, pair.First.Type)))
        {
            var wanted = string.Join(", ", columns.Select(column => column.Type));
            throw ExpressionTranslator.Mismatch(position, message(wanted, string.Join<TrinoType>(", ", found)));
        }
    }

    static DuckSql Stored(Typed value, CatalogColumn column) => StoreConversion.Store(value, column.Type);
}
