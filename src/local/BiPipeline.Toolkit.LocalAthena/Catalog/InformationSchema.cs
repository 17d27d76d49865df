using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>
/// The tables of <c>information_schema</c>, each as a view of constants that are read from the catalog when a query names it (Athena user
/// guide, "Query the AWS Glue Data Catalog").
/// </summary>
static class InformationSchema
{
    internal const string Name = "information_schema";

    static readonly (string Name, TrinoType Type)[] Schemata = [("catalog_name", TrinoType.Varchar), ("schema_name", TrinoType.Varchar)];

    static readonly (string Name, TrinoType Type)[] Tables =
    [
        ("table_catalog", TrinoType.Varchar),
        ("table_schema", TrinoType.Varchar),
        ("table_name", TrinoType.Varchar),
        ("table_type", TrinoType.Varchar),
    ];

    static readonly (string Name, TrinoType Type)[] Views =
    [
        ("table_catalog", TrinoType.Varchar),
        ("table_schema", TrinoType.Varchar),
        ("table_name", TrinoType.Varchar),
        ("view_definition", TrinoType.Varchar),
    ];

    // Trino's columns, and the two that Athena adds.
    static readonly (string Name, TrinoType Type)[] Columns =
    [
        ("table_catalog", TrinoType.Varchar),
        ("table_schema", TrinoType.Varchar),
        ("table_name", TrinoType.Varchar),
        ("column_name", TrinoType.Varchar),
        ("ordinal_position", TrinoType.Bigint),
        ("column_default", TrinoType.Varchar),
        ("is_nullable", TrinoType.Varchar),
        ("data_type", TrinoType.Varchar),
        ("comment", TrinoType.Varchar),
        ("extra_info", TrinoType.Varchar),
    ];

    /// <summary>Returns a table of the schema as a view; null for an unknown name.</summary>
    internal static async Task<CatalogView?> FindAsync(IGlueCatalog catalog, string name, CancellationToken cancellationToken) =>
        name switch
        {
            "schemata" => View(name, Schemata, await SchemataAsync(catalog, cancellationToken).ConfigureAwait(false)),
            "tables" => View(name, Tables, (await TablesAsync(catalog, cancellationToken).ConfigureAwait(false)).Select(
                table => (string?[])[.. Key(table), table.Definition.IsView ? "VIEW" : "BASE TABLE"])),
            "views" => View(name, Views, (await TablesAsync(catalog, cancellationToken).ConfigureAwait(false))
                .Where(table => table.Definition.IsView)
                .Select(table => (string?[])[.. Key(table), Definition(table)])),
            "columns" => View(
                name,
                Columns,
                (await TablesAsync(catalog, cancellationToken).ConfigureAwait(false)).SelectMany(ColumnsOf)),
            _ => null,
        };

    static async Task<IEnumerable<string?[]>> SchemataAsync(IGlueCatalog catalog, CancellationToken cancellationToken)
    {
        List<string?[]> rows = [];
        await foreach (var database in catalog.GetDatabasesAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add([CatalogSnapshot.DefaultCatalog, database.Name]);
        }
        rows.Add([CatalogSnapshot.DefaultCatalog, Name]);
        return rows;
    }

    static async Task<List<GlueTable>> TablesAsync(IGlueCatalog catalog, CancellationToken cancellationToken)
    {
        List<GlueTable> tables = [];
        await foreach (var database in catalog.GetDatabasesAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var table in catalog.GetTablesAsync(database.Name, cancellationToken).ConfigureAwait(false))
            {
                tables.Add(table);
            }
        }
        return tables;
    }

    static IEnumerable<string?[]> ColumnsOf(GlueTable table)
    {
        var columns = table.Definition.Storage.Columns.Select(column => (column, false))
            .Concat(table.Definition.PartitionKeys.Select(key => (key, true)));
        return columns.Select((pair, i) => (string?[])
        [
            .. Key(table),
            pair.Item1.Name.ToLowerInvariant(),
            (i + 1).ToString(CultureInfo.InvariantCulture),
            null,
            "YES",
            TypeOf(pair.Item1),
            pair.Item1.Comment,
            pair.Item2 ? "partition key" : null,
        ]);
    }

    static string TypeOf(GlueColumn column)
    {
        try
        {
            return TypeParser.ParseHive(column.Type ?? "").ToString();
        }
        catch (LocalAthenaQueryException)
        {
            // One wrong table must not hide the others.
            return column.Type ?? "";
        }
    }

    static string? Definition(GlueTable view)
    {
        try
        {
            return StoredViewText.Decode(view).Sql;
        }
        catch (LocalAthenaQueryException)
        {
            return null;
        }
    }

    static string[] Key(GlueTable table) => [CatalogSnapshot.DefaultCatalog, table.Database, table.Name];

    static CatalogView View(string name, (string Name, TrinoType Type)[] columns, IEnumerable<string?[]> rows)
    {
        var values = rows.Select(row => $"({string.Join(", ", row.Select(Literal))})").DefaultIfEmpty($"({Nulls(columns.Length)})");
        var casts = columns.Select(column => $"CAST({column.Name} AS {column.Type}) AS {column.Name}");
        var sql = $"SELECT {string.Join(", ", casts)} FROM (VALUES {string.Join(", ", values)}) AS t "
            + $"({string.Join(", ", columns.Select(column => column.Name))}) WHERE {columns[0].Name} IS NOT NULL";
        return new(Name, name, null, SqlParser.ParseQuery(sql), [.. columns.Select(column => new OutputColumn(column.Name, column.Type))]);
    }

    static string Literal(string? value) => value is null ? "NULL" : SqlText.Literal(value);

    static string Nulls(int count) => string.Join(", ", Enumerable.Repeat("NULL", count));
}
