using System.Collections.Frozen;

namespace BiPipeline.Toolkit.Glue;

/// <summary>The part of a schema that its Glue table records for the comparison with a later schema.</summary>
static class SchemaRecord
{
    const string WayOut = "restore the rule, or make a new table from the raw zone with 'bipipeline lake rebuild --table'";

    internal static IReadOnlyDictionary<string, string> None { get; } = FrozenDictionary<string, string>.Empty;

    internal static IReadOnlyDictionary<string, string> Of(TableSchema schema) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [CatalogParameters.RowsHash] = schema.ComputeRowHash(),
        [CatalogParameters.Partitions] = Rules(schema).ToJson(indented: false),
    };

    /// <summary>Returns the reasons in the schemas why the catalog's table can't become the wanted one.</summary>
    internal static IEnumerable<CatalogChange> Refusals(GlueTableInput table, GlueTableInput wanted)
    {
        var (version, wantedVersion) = (Version(table), Version(wanted));
        if (version == wantedVersion && table.Parameters.TryGetValue(CatalogParameters.RowsHash, out var rows)
            && wanted.Parameters.TryGetValue(CatalogParameters.RowsHash, out var wantedRows) && rows != wantedRows)
        {
            yield return new(
                CatalogChangeKind.Refuse,
                "schema version",
                Text($"{version} with other columns, paths, policies, children or coercion"),
                Text($"{version}"),
                Text($"of two readings of a record the views take the higher version; set version to {version + 1}"));
        }
        // An older schema adds its columns and does not change rules.
        if (wantedVersion < version || Rules(table) is not { } before || Rules(wanted) is not { } after) { yield break; }
        foreach (var conflict in after.GetPartitionConflicts(before))
        {
            yield return new(
                CatalogChangeKind.Refuse,
                "partition rules",
                Describe(before),
                Describe(after),
                $"{conflict.TrimEnd('.')}; {WayOut}")
            { NewTableHelps = true };
        }
    }

    // The rules for a record's partition, and the required members of a schema.
    static TableSchema Rules(TableSchema schema)
    {
        var sources = schema.Partitions.Select(partition => partition.Source).Concat(schema.Keys).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Table = schema.Table,
            Keys = schema.Keys,
            Columns = [.. schema.Columns.Where(column => sources.Contains(column.Name)).Select(column => column with { Comment = null })],
            Partitions = schema.Partitions,
        };
    }

    static TableSchema? Rules(GlueTableInput table)
    {
        if (!table.Parameters.TryGetValue(CatalogParameters.Partitions, out var text)) { return null; }
        try
        {
            return TableSchema.Parse(text);
        }
        catch (SchemaException)
        {
            // Changed by hand, or by a later toolkit. Writers compare the lake's schemas anyway.
            return null;
        }
    }

    static string Describe(TableSchema schema) =>
        schema.Partitions.Count == 0 ? "none" : string.Join(", ", schema.Partitions.Select(Describe));

    static string Describe(PartitionField partition) => partition.Transform == PartitionTransform.Identity
        ? $"{partition.Name}={partition.Source} of {string.Join('|', partition.Values)}"
        : Text($"{partition.Name}={WordOf(partition.Transform)} of {partition.Source} from {partition.From:yyyy-MM-dd}");

    static string WordOf(PartitionTransform transform) => transform switch
    {
        PartitionTransform.Day => "day",
        PartitionTransform.Month => "month",
        _ => "hour",
    };

    static int Version(GlueTableInput table)
    {
        var text = table.Parameters.GetValueOrDefault(CatalogParameters.SchemaVersion);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
