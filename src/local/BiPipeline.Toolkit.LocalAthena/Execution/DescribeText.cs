using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>DESCRIBE's lines: one text per row, padded and with tabs as Hive writes them.</summary>
static class DescribeText
{
    const string Blank = "\t \t ";
    const string Header = "# col_name            \tdata_type           \tcomment             ";

    internal static IEnumerable<string> Lines(GlueTable table, GlueStorageDescriptor storage, DescribeDetail detail)
    {
        var definition = table.Definition;
        if (detail == DescribeDetail.Formatted)
        {
            yield return Header;
            yield return Blank;
        }
        var columns = detail == DescribeDetail.Formatted ? storage.Columns : storage.Columns.Concat(definition.PartitionKeys);
        foreach (var column in columns) { yield return Column(column); }
        if (definition.PartitionKeys.Count > 0)
        {
            yield return Blank;
            yield return $"# Partition Information{Blank}";
            yield return Header;
            yield return Blank;
            foreach (var key in definition.PartitionKeys) { yield return Column(key); }
        }
        if (detail == DescribeDetail.Columns) { yield break; }
        yield return Blank;
        if (detail == DescribeDetail.Extended)
        {
            yield return Extended(table, storage);
            yield break;
        }
        foreach (var line in Details(table, storage)) { yield return line; }
    }

    internal static string Column(GlueColumn column) => $"{column.Name,-20}\t{column.Type,-20}\t{column.Comment,-20}";

    static IEnumerable<string> Details(GlueTable table, GlueStorageDescriptor storage)
    {
        var definition = table.Definition;
        yield return $"# Detailed Table Information{Blank}";
        yield return Detail("Database:", table.Database);
        yield return Detail("Owner:", definition.Owner);
        yield return Detail("CreateTime:", table.CreateTime?.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture));
        yield return Detail("LastAccessTime:", "UNKNOWN");
        yield return Detail("Location:", storage.Location);
        yield return Detail("Table Type:", definition.TableType);
        yield return $"Table Parameters:{Blank}";
        foreach (var line in Parameters(definition.Parameters)) { yield return line; }
        yield return Blank;
        yield return $"# Storage Information{Blank}";
        yield return Detail("SerDe Library:", storage.SerDe?.SerializationLibrary);
        yield return Detail("InputFormat:", storage.InputFormat);
        yield return Detail("OutputFormat:", storage.OutputFormat);
        yield return Detail("Compressed:", "No");
        if (storage.SerDe is not { Parameters.Count: > 0 } serDe) { yield break; }
        yield return $"Storage Desc Params:{Blank}";
        foreach (var line in Parameters(serDe.Parameters)) { yield return line; }
    }

    static string Detail(string name, string? value) => $"{name,-20}\t{value,-20}\t ";

    static IEnumerable<string> Parameters(IReadOnlyDictionary<string, string> parameters) =>
        parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"\t{pair.Key,-20}\t{pair.Value,-20}");

    static string Extended(GlueTable table, GlueStorageDescriptor storage)
    {
        var definition = table.Definition;
        var columns = storage.Columns.Concat(definition.PartitionKeys)
            .Select(column => $"FieldSchema(name:{column.Name}, type:{column.Type}, comment:{column.Comment ?? "null"})");
        var parameters = definition.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}");
        return $"Detailed Table Information\tTable(tableName:{table.Name}, dbName:{table.Database}, owner:{definition.Owner}, "
            + $"sd:StorageDescriptor(cols:[{string.Join(", ", columns)}], location:{storage.Location}, "
            + $"inputFormat:{storage.InputFormat}, outputFormat:{storage.OutputFormat}, "
            + $"serdeInfo:SerDeInfo(serializationLib:{storage.SerDe?.SerializationLibrary})), "
            + $"parameters:{{{string.Join(", ", parameters)}}}, tableType:{definition.TableType})\t ";
    }
}
