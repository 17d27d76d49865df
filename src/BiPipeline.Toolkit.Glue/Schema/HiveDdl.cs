namespace BiPipeline.Toolkit.Glue;

/// <summary>Athena DDL of a catalog. Clauses stand in the one order that Athena takes.</summary>
static class HiveDdl
{
    internal static string Script(LakeCatalog catalog)
    {
        var sql = new StringBuilder();
        sql.Append("-- Made from the schema file by 'bipipeline glue ddl'; change that, not this.\n\n");
        sql.Append("CREATE DATABASE IF NOT EXISTS ").Append(HiveText.Name(catalog.Database.Name)).Append('\n');
        sql.Append("COMMENT ").Append(HiveText.Text(catalog.Database.Description ?? "")).Append(";\n");
        foreach (var table in catalog.Tables)
        {
            sql.Append('\n');
            Append(sql, catalog.Database.Name, table);
            sql.Append(";\n");
        }
        return sql.ToString();
    }

    static void Append(StringBuilder sql, string database, GlueTableInput table)
    {
        sql.Append("CREATE EXTERNAL TABLE IF NOT EXISTS ")
            .Append(HiveText.Name(database)).Append('.').Append(HiveText.Name(table.Name)).Append(" (\n");
        AppendColumns(sql, table.Storage.Columns);
        sql.Append(")\n");
        if (table.Description is { } description) { sql.Append("COMMENT ").Append(HiveText.Text(description)).Append('\n'); }
        if (table.PartitionKeys.Count > 0)
        {
            sql.Append("PARTITIONED BY (\n");
            AppendColumns(sql, table.PartitionKeys);
            sql.Append(")\n");
        }
        var serDe = table.Storage.SerDe!;
        sql.Append("ROW FORMAT SERDE ").Append(HiveText.Text(serDe.SerializationLibrary!)).Append('\n');
        AppendProperties(sql, "WITH SERDEPROPERTIES", serDe.Parameters);
        sql.Append("STORED AS INPUTFORMAT ").Append(HiveText.Text(table.Storage.InputFormat!)).Append('\n');
        sql.Append("OUTPUTFORMAT ").Append(HiveText.Text(table.Storage.OutputFormat!)).Append('\n');
        sql.Append("LOCATION ").Append(HiveText.Text(table.Storage.Location!)).Append('\n');
        // EXTERNAL is said by the statement itself.
        AppendProperties(sql, "TBLPROPERTIES", table.Parameters.Where(parameter => parameter.Key != "EXTERNAL"));
        sql.Length--;
    }

    static void AppendColumns(StringBuilder sql, IReadOnlyList<GlueColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            sql.Append("  ").Append(HiveText.Name(columns[i].Name)).Append(' ').Append(HiveText.Type(columns[i].Type!));
            if (columns[i].Comment is { } comment) { sql.Append(" COMMENT ").Append(HiveText.Text(comment)); }
            sql.Append(i + 1 < columns.Count ? ",\n" : "\n");
        }
    }

    static void AppendProperties(StringBuilder sql, string clause, IEnumerable<KeyValuePair<string, string>> properties)
    {
        var lines = properties
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"  {HiveText.Text(property.Key)} = {HiveText.Text(property.Value)}");
        sql.Append(clause).Append(" (\n").AppendJoin(",\n", lines).Append("\n)\n");
    }
}
