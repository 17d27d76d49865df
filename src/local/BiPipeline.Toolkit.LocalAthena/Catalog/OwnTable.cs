using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>
/// A table that a statement created: its rows are in DuckDB, beside the lake. All names in DuckDB are generated, so that no name of a
/// statement reaches it.
/// </summary>
sealed record OwnTable(OwnTableDefinition Definition, IReadOnlyList<CatalogColumn> Columns) : CatalogTable(Columns)
{
    /// <summary>The schema of the tables in DuckDB, or the attached database.</summary>
    internal const string Schema = "own";

    /// <summary>The table of definitions.</summary>
    internal const string Definitions = $"{Schema}.definitions";

    const string ParquetPrefix = "org.apache.hadoop.hive.ql.io.parquet.";

    internal string FullName => $"{Definition.Database}.{Definition.Name}";

    internal string DuckName => string.Create(CultureInfo.InvariantCulture, $"{Schema}.t{Definition.Number}");

    internal IEnumerable<string> Fields => Definition.Columns.Select(column => column.Field);

    internal static OwnTable Of(OwnTableDefinition definition) => new(
        definition,
        [
            .. definition.Columns.Select((column, i) => new CatalogColumn(
                column.Name,
                TypeParser.ParseTrino(column.Type),
                !definition.IsIceberg && i >= definition.Columns.Count - definition.Partitioning.Count))
        ]);

    internal static OwnTable Parse(string json) => Of(JsonSerializer.Deserialize(json, OwnTableJson.Default.OwnTableDefinition)!);

    internal static string FieldName(int number) => string.Create(CultureInfo.InvariantCulture, $"f{number}");

    /// <summary>DuckDB's statement that creates the table.</summary>
    internal string CreateSql() =>
        $"CREATE TABLE {DuckName} ({string.Join(", ", Fields.Zip(Columns, (field, column) => $"{field} {column.Type.DuckDb}"))})";

    /// <summary>DuckDB's statement that keeps the definition, in place of an older one.</summary>
    internal string SaveSql() =>
        $"INSERT OR REPLACE INTO {Definitions} VALUES ({Key}, "
        + $"{SqlText.Literal(JsonSerializer.Serialize(Definition, OwnTableJson.Default.OwnTableDefinition))})";

    /// <summary>DuckDB's statements that drop the table.</summary>
    internal IEnumerable<string> DropSql() => [$"DROP TABLE {DuckName}", $"DELETE FROM {Definitions} WHERE number = {Key}"];

    string Key => Definition.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the query of a scan.</summary>
    internal DuckSql Read(TableScan scan)
    {
        var columns = scan.Used.Select(column => $"{Column(column, scan)} AS {ColumnAlias.Of(column)}").DefaultIfEmpty("0 AS nothing");
        return $"SELECT {string.Join(", ", columns)} FROM {DuckName}";
    }

    string Column(int index, TableScan scan) =>
        index == scan.PathColumn ? SqlText.Literal(Definition.Location)
        : index == scan.RowColumn ? "rowid"
        : Definition.Columns[index].Field;

    /// <summary>The table's entry in the catalog.</summary>
    internal GlueTableInput Describe()
    {
        var keys = Definition.IsIceberg ? 0 : Definition.Partitioning.Count;
        GlueColumn[] columns = [.. Definition.Columns.Select(column => new GlueColumn(column.Name, column.HiveType, column.Comment))];
        Dictionary<string, string> parameters = new(Definition.Properties, StringComparer.Ordinal) { ["EXTERNAL"] = "TRUE" };
        if (Definition.IsIceberg) { parameters[IcebergDdlParser.TableType] = IcebergDdlParser.Iceberg; }
        return new()
        {
            Name = Definition.Name,
            Description = Definition.Comment,
            TableType = GlueTableInput.ExternalTable,
            Parameters = parameters,
            PartitionKeys = columns[^keys..],
            Storage = new()
            {
                Columns = columns[..^keys],
                Location = Definition.Location,
                InputFormat = Definition.IsIceberg ? null : $"{ParquetPrefix}MapredParquetInputFormat",
                OutputFormat = Definition.IsIceberg ? null : $"{ParquetPrefix}MapredParquetOutputFormat",
                SerDe = Definition.IsIceberg ? null : new($"{ParquetPrefix}serde.ParquetHiveSerDe"),
            },
        };
    }
}
