using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>A table's entry in the catalog as the statement that would make it.</summary>
static class TableText
{
    internal static IEnumerable<string> CreateTable(GlueTable table)
    {
        var definition = table.Definition;
        yield return $"CREATE EXTERNAL TABLE `{table.Database}.{table.Name}`(";
        foreach (var line in Columns(definition.Storage.Columns)) { yield return line; }
        if (definition.PartitionKeys.Count > 0)
        {
            yield return "PARTITIONED BY ( ";
            foreach (var line in Columns(definition.PartitionKeys)) { yield return line; }
        }
        if (definition.Storage.SerDe is { } serDe)
        {
            yield return "ROW FORMAT SERDE ";
            yield return $"  {SqlText.Literal(serDe.SerializationLibrary ?? "")} ";
            if (serDe.Parameters.Count > 0)
            {
                yield return "WITH SERDEPROPERTIES ( ";
                foreach (var line in Properties(serDe.Parameters)) { yield return line; }
            }
        }
        yield return "STORED AS INPUTFORMAT ";
        yield return $"  {SqlText.Literal(definition.Storage.InputFormat ?? "")} ";
        yield return "OUTPUTFORMAT ";
        yield return $"  {SqlText.Literal(definition.Storage.OutputFormat ?? "")}";
        yield return "LOCATION";
        yield return $"  {SqlText.Literal(definition.Storage.Location ?? "")}";
        yield return "TBLPROPERTIES (";
        foreach (var line in Properties(definition.Parameters)) { yield return line; }
    }

    /// <summary>An Iceberg table, whose columns are not quoted and whose partitioning names columns without types.</summary>
    internal static IEnumerable<string> CreateIceberg(OwnTable table)
    {
        var definition = table.Definition;
        yield return $"CREATE TABLE {table.FullName} (";
        for (var i = 0; i < definition.Columns.Count; i++)
        {
            var column = definition.Columns[i];
            var comment = column.Comment is { Length: > 0 } text ? $" COMMENT {SqlText.Literal(text)}" : "";
            yield return $"  {column.Name} {column.HiveType}{comment}{(i < definition.Columns.Count - 1 ? "," : ")")}";
        }
        if (definition.Partitioning.Count > 0)
        {
            yield return $"PARTITIONED BY ({string.Join(", ", definition.Partitioning.Select(part => part.Text))})";
        }
        yield return $"LOCATION {SqlText.Literal(definition.Location)}";
        yield return "TBLPROPERTIES (";
        var properties = definition.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Prepend(KeyValuePair.Create("table_type", "iceberg"))
            .ToArray();
        foreach (var line in properties.Select((pair, i) =>
            $"  {SqlText.Literal(pair.Key)}={SqlText.Literal(pair.Value)}{(i < properties.Length - 1 ? "," : "")}"))
        {
            yield return line;
        }
        yield return ")";
    }

    static IEnumerable<string> Columns(IReadOnlyList<GlueColumn> columns) => columns.Select(
        (column, i) => $"  `{column.Name}` {column.Type}{Comment(column)}{(i < columns.Count - 1 ? ", " : ")")}");

    static string Comment(GlueColumn column) => column.Comment is { Length: > 0 } comment ? $" COMMENT {SqlText.Literal(comment)}" : "";

    static IEnumerable<string> Properties(IReadOnlyDictionary<string, string> properties) =>
        properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(
            (pair, i) =>
                $"  {SqlText.Literal(pair.Key)}={SqlText.Literal(pair.Value)}{(i < properties.Count - 1 ? ", " : ")")}");
}
