using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Defines a table from the statement that creates it.</summary>
static class NewTable
{
    internal static void Create(WriteTransaction transaction, OwnTable table)
    {
        transaction.Execute(table.CreateSql());
        transaction.Execute(table.SaveSql());
    }

    internal static void Drop(WriteTransaction transaction, OwnTable table)
    {
        foreach (var statement in table.DropSql()) { transaction.Execute(statement); }
    }

    internal static OwnTableDefinition Define(
        Statement.CreateTableAs create,
        CreateTableProperties properties,
        IReadOnlyList<OutputColumn> query,
        string database,
        OwnTables own,
        string? folder)
    {
        var name = create.Name.Last.Folded;
        var columns = Named(query, create.Columns, create.Query.Position).Select((column, i) =>
        {
            var type = properties.IsIceberg ? StorageTypes.Iceberg(column.Type) : StorageTypes.Hive(column.Name!, column.Type);
            return new OwnColumn(column.Name!, type.ToString(), type.Hive ?? "string", null, OwnTable.FieldName(i));
        }).ToArray();
        properties.Check([.. columns.Select(column => column.Name)]);
        var number = own.NextNumber();
        if (properties.Location is { } location && own.HasLocation(location))
        {
            throw new LocalAthenaQueryException(
                "HIVE_PATH_ALREADY_EXISTS",
                $"Target directory for table '{database}.{name}' already exists: {location}");
        }
        var home = properties.Location ?? (properties.IsIceberg ? null : folder) ?? DefaultLocation(number);
        return new(number, database, name, properties.IsIceberg, home, columns)
        {
            Comment = create.Comment,
            Format = properties.Format,
            Partitioning = properties.Partitioning,
        };
    }

    internal static OwnTableDefinition Define(Statement.CreateIcebergTable create, string database, OwnTables own)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        if (create.Table.Storage.Columns.FirstOrDefault(column => !names.Add(column.Name)) is { } twice)
        {
            throw Duplicate(twice.Name, create.Name.Position);
        }
        OwnColumn[] columns =
        [
            .. create.Table.Storage.Columns.Select((column, i) => new OwnColumn(
                column.Name,
                StorageTypes.DeclaredIceberg(TypeParser.ParseHive(column.Type)).ToString(),
                column.Type,
                column.Comment,
                OwnTable.FieldName(i)))
        ];
        var location = PropertyValues.Location(create.Table.Storage.Location!);
        return new(own.NextNumber(), database, create.Table.Name, IsIceberg: true, location, columns)
        {
            Comment = create.Table.Description,
            Partitioning = [.. create.Partitioning.Select(field => new OwnPartition(field.Column.Folded, field.Transform, field.Argument))],
            Properties = create.Table.Parameters.Where(pair => pair.Key != IcebergDdlParser.TableType)
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    static string DefaultLocation(int number) => string.Create(CultureInfo.InvariantCulture, $"s3://local-athena/tables/{number}/");

    /// <summary>Returns a query's columns, each with a name and a type.</summary>
    internal static OutputColumn[] Named(IReadOnlyList<OutputColumn> query, IReadOnlyList<SqlName> names, SqlPosition position)
    {
        if (names.Count > 0 && names.Count != query.Count)
        {
            throw new LocalAthenaQueryException(
                FailureCode.MismatchedColumnAliases,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column alias list has {names.Count} entries but relation has {query.Count} columns"),
                position);
        }
        OutputColumn[] columns =
            [.. query.Select((column, i) => names.Count == 0 ? column : column with { Name = names[i].Folded })];
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (var (i, column) in columns.Index())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{i + 1}");
            if (column.Name is null)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.MissingColumnName,
                    $"Column name not specified at position {place}",
                    position);
            }
            if (!found.Add(column.Name)) { throw Duplicate(column.Name, position); }
            if (column.Type is TrinoType.UnknownType)
            {
                throw new LocalAthenaQueryException("COLUMN_TYPE_UNKNOWN", $"Column type is unknown at position {place}", position);
            }
        }
        return columns;
    }

    static LocalAthenaQueryException Duplicate(string name, SqlPosition position) =>
        new(FailureCode.DuplicateColumnName, $"Column name '{name}' specified more than once", position);
}
