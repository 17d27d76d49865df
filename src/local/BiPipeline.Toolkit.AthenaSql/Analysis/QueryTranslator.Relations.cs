using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

sealed partial class QueryTranslator
{
    (DuckSql Sql, IReadOnlyList<Field> Fields) Relation(Relation relation, Scope? outer, NamedQueries? with) => relation switch
    {
        Relation.Table table => Table(table, with),
        Relation.Subquery subquery =>
            Derived(
                subquery.Lateral && outer is not null
                    ? Inner(subquery.Query, SubqueryKind.Lateral, outer, with)
                    : Translate(subquery.Query, LateralOuter(outer), with),
                subquery.Lateral ? "LATERAL " : "",
                null,
                null),
        Relation.Unnest unnest => Unnest(unnest, outer, with),
        Relation.Aliased aliased => Aliased(aliased, outer, with),
        Relation.Parenthesized inner => Parenthesized(inner, outer, with),
        Relation.Join join => Join(join, outer, with),
        _ =>
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have {relation.GetType().Name}",
                relation.Position),
    };

    // Only UNNEST and LATERAL see the left side of a join; Join marks it with an empty scope in between.
    static Scope? LateralOuter(Scope? outer) => outer is { IsLateral: true } ? LateralOuter(outer.Outer) : outer;

    (DuckSql Sql, IReadOnlyList<Field> Fields) Parenthesized(Relation.Parenthesized inner, Scope? outer, NamedQueries? with)
    {
        var (sql, fields) = Relation(inner.Inner, outer, with);
        return (inner.Inner is Relation.Join ? $"({sql})" : sql, fields);
    }

    (DuckSql Sql, IReadOnlyList<Field> Fields) Derived(TranslatedQuery query, string prefix, string? name, string? database)
    {
        var relation = NextRelation();
        return ($"{prefix}({query.Sql}) AS {relation}", [
            .. Fields(query.Columns, relation, name).Select((field, i) => field with
            {
                Database = database,
                Partition = query.Partitions.Count > 0 ? query.Partitions[i] : null,
            })
        ]);
    }

    (DuckSql Sql, IReadOnlyList<Field> Fields) Table(Relation.Table table, NamedQueries? with)
    {
        var relation = NextRelation();
        if (NamedQueries.Find(with, table.Name) is { } named)
        {
            return ($"{named.Name} AS {relation}", Fields(named.Columns, relation, table.Name.Last.Folded));
        }
        var (database, name) = CatalogSnapshot.Resolve(table.Name, _database);
        switch (Session.Catalog.Get(table.Name, _database))
        {
            case CatalogView view:
                return Derived(View(view, table), "", name, database);
            case CatalogTable definition:
                var scan = Scan(definition);
                var reference = scan.Refer();
                List<Field> fields = [];
                for (var i = 0; i < definition.Columns.Count; i++)
                {
                    var column = i;
                    fields.Add(
                        new(
                            definition.Columns[i].Name,
                            definition.Columns[i].Type,
                            $"{relation}.{ColumnAlias.Of(i)}")
                        {
                            Relation = name,
                            Database = database,
                            Used = () => scan.Use(column),
                            Partition = definition.Columns[i].IsPartition ? new PartitionField(reference, i) : null,
                        });
                }
                fields.Add(
                    new("$path", TrinoType.Varchar, $"{relation}.{ColumnAlias.Of(scan.PathColumn)}")
                    {
                        Relation = name,
                        Database = database,
                        Hidden = true,
                        Used = () => scan.Use(scan.PathColumn),
                    });
                return ($"{scan.Name} AS {relation}", fields);
            case var other:
                throw new InvalidOperationException($"The catalog gave a {other.GetType().Name}.");
        }
    }

    TableScan Scan(CatalogTable definition)
    {
        if (!_scans.TryGetValue(definition, out var scan))
        {
            scan = new(string.Create(CultureInfo.InvariantCulture, $"t{_scans.Count + 1}"), definition);
            _scans.Add(definition, scan);
        }
        return scan;
    }

    TranslatedQuery View(CatalogView view, Relation.Table table)
    {
        var fullName = $"{CatalogSnapshot.DefaultCatalog}.{view.Database}.{view.Name}";
        if (_views.Contains(fullName))
        {
            throw new LocalAthenaQueryException(FailureCode.ViewIsRecursive, $"View '{fullName}' is recursive", table.Position);
        }
        if (_views.Count >= MaxViewDepth)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Views nest deeper than {Conversion.Number(MaxViewDepth)} levels at '{fullName}'",
                table.Position);
        }
        var database = _database;
        _views.Push(fullName);
        _database = view.DefaultDatabase ?? view.Database;
        try
        {
            var query = Translate(view.Query, null, null);
            if (Stale(view, query.Columns) is { } problem)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.ViewIsStale,
                    $"View '{fullName}' is stale or in invalid state: {problem}",
                    table.Position);
            }
            var kept = query.Partitions.Select((partition, i) => query.Columns[i].Type == view.Columns[i].Type ? partition : null);
            return new(As(query, view.Columns), view.Columns) { Partitions = [.. kept] };
        }
        catch (LocalAthenaQueryException exception) when (exception.Code is not (FailureCode.ViewIsStale or FailureCode.ViewIsRecursive))
        {
            // The position is in the view's text, which the caller does not see.
            throw new LocalAthenaQueryException(
                FailureCode.InvalidView,
                $"Failed analyzing stored view '{fullName}': {exception.Message}",
                table.Position);
        }
        finally
        {
            _views.Pop();
            _database = database;
        }
    }

    static string? Stale(CatalogView view, IReadOnlyList<OutputColumn> found)
    {
        if (found.Count != view.Columns.Count)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"stored view column count ({view.Columns.Count}) does not match column count derived from the view query analysis "
                + $"({found.Count})");
        }
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Name is null)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"a column of type {found[i].Type} projected from query view at position {i} has no name");
            }
            if (found[i].Name != view.Columns[i].Name || !TypeRules.CanCoerce(found[i].Type, view.Columns[i].Type))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"column [{found[i].Name}] of type {found[i].Type} projected from query view at position {i} cannot be coerced to "
                    + $"column [{view.Columns[i].Name}] of type {view.Columns[i].Type} stored in view definition");
            }
        }
        return null;
    }

    (DuckSql Sql, IReadOnlyList<Field> Fields) Aliased(Relation.Aliased aliased, Scope? outer, NamedQueries? with)
    {
        var (sql, fields) = Relation(aliased.Inner, outer, with);
        var visible = fields.Where(field => !field.Hidden).ToArray();
        if (aliased.Columns.Count > 0 && aliased.Columns.Count != visible.Length)
        {
            throw new LocalAthenaQueryException(
                FailureCode.MismatchedColumnAliases,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column alias list has {aliased.Columns.Count} entries "
                    + $"but '{aliased.Alias.Value}' has {visible.Length} columns available"),
                aliased.Position);
        }
        var index = 0;
        return (sql, [.. fields.Select(field => field with
        {
            Name = field.Hidden || aliased.Columns.Count == 0 ? field.Name : aliased.Columns[index++].Folded,
            Relation = aliased.Alias.Folded,
            Database = null,
        })]);
    }

    // One column per row type, as AWS documents for Athena; open-source Trino would spread its fields.
    (DuckSql Sql, IReadOnlyList<Field> Fields) Unnest(Relation.Unnest unnest, Scope? outer, NamedQueries? with)
    {
        var context = new ExpressionContext(outer ?? Scope.Empty, with) { Clause = "UNNEST" };
        List<DuckSql> columns = [];
        List<TrinoType> types = [];
        List<DuckSql> lengths = [];
        foreach (var argument in unnest.Arguments)
        {
            var value = _expressions.Translate(argument, context);
            switch (value.Type)
            {
                case TrinoType.ArrayType array:
                    columns.Add($"unnest({value.Sql})");
                    types.Add(array.Element);
                    lengths.Add($"coalesce(len({value.Sql}), 0)");
                    break;
                case TrinoType.MapType map:
                    columns.Add($"unnest(map_keys({value.Sql}))");
                    columns.Add($"unnest(map_values({value.Sql}))");
                    types.AddRange([map.Key, map.Value]);
                    lengths.Add($"coalesce(CAST(cardinality({value.Sql}) AS BIGINT), 0)");
                    break;
                default:
                    throw ExpressionTranslator.Mismatch(argument.Position, $"Cannot unnest type: {value.Type}");
            }
        }
        if (unnest.Ordinality)
        {
            DuckSql longest = lengths.Count == 1 ? lengths[0] : $"greatest({DuckSql.Join(", ", lengths)})";
            columns.Add($"unnest(range(1, {longest} + 1))");
            types.Add(TrinoType.Bigint);
        }
        var relation = NextRelation();
        var fields = types.Select((type, i) => new Field(null, type, $"{relation}.{ColumnAlias.Of(i)}")).ToArray();
        var list = DuckSql.Join(", ", columns.Select((column, i) => (DuckSql)$"{column} AS {ColumnAlias.Of(i)}"));
        return ($"LATERAL (SELECT {list}) AS {relation}", fields);
    }

    (DuckSql Sql, IReadOnlyList<Field> Fields) Join(Relation.Join join, Scope? outer, NamedQueries? with)
    {
        var left = Relation(join.Left, outer, with);
        if (join.Kind is "RIGHT" or "FULL" && Unrelated(join.Right) is { } unrelated)
        {
            if (join.Kind == "FULL" && join.On is not Expression.BooleanLiteral { Value: true })
            {
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    "FULL JOIN involving LATERAL relation is only supported with condition ON TRUE",
                    join.Position);
            }
            join = join with { Right = unrelated };
        }
        var right = Relation(join.Right, new Scope(left.Fields, outer) { IsLateral = true }, with);
        if (join.Using.Count > 0) { return Using(join, left, right); }
        IReadOnlyList<Field> fields = [.. left.Fields, .. right.Fields];
        switch (join.Kind)
        {
            case "CROSS" or "IMPLICIT":
                return ($"{left.Sql} CROSS JOIN {right.Sql}", fields);
            case "RIGHT" or "FULL" when IsLateral(join.Right):
                throw new LocalAthenaQueryException(
                    "INVALID_COLUMN_REFERENCE",
                    $"LATERAL reference not allowed in {join.Kind} JOIN",
                    join.Position);
            case var kind when IsUnnest(join.Right) && join.On is not Expression.BooleanLiteral { Value: true }:
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    $"{kind} JOIN involving UNNEST is only supported with condition ON TRUE",
                    join.Position);
            default:
                var context = new ExpressionContext(new(fields, outer), with) { Clause = "JOIN ON clause" };
                return ($"{left.Sql} {join.Kind} JOIN {right.Sql} ON {_expressions.Condition(join.On!, context)}", fields);
        }
    }

    // A lateral subquery on the side that keeps all rows cannot read the other side; null for another relation.
    static Relation? Unrelated(Sql.Relation relation) => relation switch
    {
        Sql.Relation.Subquery { Lateral: true } subquery => subquery with { Lateral = false },
        Sql.Relation.Aliased aliased when Unrelated(aliased.Inner) is { } inner => aliased with { Inner = inner },
        _ => null,
    };

    static bool IsUnnest(Sql.Relation relation) => relation switch
    {
        Sql.Relation.Unnest => true,
        Sql.Relation.Aliased aliased => IsUnnest(aliased.Inner),
        Sql.Relation.Parenthesized inner => IsUnnest(inner.Inner),
        _ => false,
    };

    static bool IsLateral(Sql.Relation relation) => relation switch
    {
        Sql.Relation.Unnest _ => true,
        Sql.Relation.Subquery subquery => subquery.Lateral,
        Sql.Relation.Aliased aliased => IsLateral(aliased.Inner),
        Sql.Relation.Parenthesized inner => inner.Inner is not Sql.Relation.Join && IsLateral(inner.Inner),
        _ => false,
    };

    static (DuckSql Sql, IReadOnlyList<Field> Fields) Using(
        Relation.Join join,
        (DuckSql Sql, IReadOnlyList<Field> Fields) left,
        (DuckSql Sql, IReadOnlyList<Field> Fields) right)
    {
        List<DuckSql> conditions = [];
        List<Field> shared = [];
        foreach (var name in join.Using)
        {
            if (shared.Exists(column => column.Name == name.Folded))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.DuplicateColumnName,
                    $"Column '{name.Value}' appears multiple times in USING clause",
                    name.Position);
            }
            var (a, b) = (One(left.Fields, name, "left"), One(right.Fields, name, "right"));
            var type = TypeRules.CommonType(a.Type, b.Type)
                ?? throw ExpressionTranslator.Mismatch(name.Position, $"Column types in USING are not comparable: {a.Type} and {b.Type}");
            conditions.Add(ExpressionTranslator.Compare(name.Position, "=", new(a.Sql, a.Type), new(b.Sql, b.Type)).Sql);
            var (first, second) = (Conversion.Coerce(new(a.Sql, a.Type), type).Sql, Conversion.Coerce(new(b.Sql, b.Type), type).Sql);
            DuckSql both = $"coalesce({first}, {second})";
            var sql = join.Kind switch { "RIGHT" => second, "FULL" => both, _ => first };
            shared.Add(new(name.Folded, type, sql));
            a.Used?.Invoke();
            b.Used?.Invoke();
        }
        var rest = left.Fields.Concat(right.Fields).Where(field => shared.TrueForAll(column => column.Name != field.Name));
        return ($"{left.Sql} {join.Kind} JOIN {right.Sql} ON {DuckSql.Join(" AND ", conditions)}", [.. shared, .. rest]);
    }

    static Field One(IReadOnlyList<Field> fields, SqlName name, string side)
    {
        var found = fields.Where(field => field.Name == name.Folded).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 =>
                throw new LocalAthenaQueryException(
                    FailureCode.ColumnNotFound,
                    $"Column '{name.Value}' is missing from {side} side of join",
                    name.Position),
            _ => throw new LocalAthenaQueryException(FailureCode.AmbiguousName, $"Column '{name.Value}' is ambiguous", name.Position),
        };
    }
}
