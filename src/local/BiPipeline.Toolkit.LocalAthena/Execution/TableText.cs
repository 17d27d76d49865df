using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.Glue;

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

    static IEnumerable<string> Columns(IReadOnlyList<GlueColumn> columns) => columns.Select(
        (column, i) => $"  `{column.Name}` {column.Type}{Comment(column)}{(i < columns.Count - 1 ? ", " : ")")}");

    static string Comment(GlueColumn column) => column.Comment is { Length: > 0 } comment ? $" COMMENT {SqlText.Literal(comment)}" : "";

    static IEnumerable<string> Properties(IReadOnlyDictionary<string, string> properties) =>
        properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(
            (pair, i) =>
                $"  {SqlText.Literal(pair.Key)}={SqlText.Literal(pair.Value)}{(i < properties.Count - 1 ? ", " : ")")}");
}
