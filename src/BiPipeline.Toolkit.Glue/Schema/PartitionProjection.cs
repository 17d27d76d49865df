namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Athena's partition projection as table parameters. Glue stores any text there; Athena judges it when a query plans, so a mistake shows
/// as a failing query, or as one that silently finds nothing. <see cref="Check"/> judges it beforehand.
/// </summary>
static class PartitionProjection
{
    internal const string Enabled = "projection.enabled";
    internal const string Template = "storage.location.template";

    /// <summary>
    /// What is wrong with a table's projection, one sentence a problem; empty when nothing is, or when the table has none.
    /// </summary>
    internal static IReadOnlyList<string> Check(GlueTableInput table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new ProjectionRules(table).Check();
    }

    internal static void AddTo(IDictionary<string, string> parameters, IReadOnlyList<PartitionField> partitions, string location)
    {
        parameters[Enabled] = "true";
        foreach (var partition in partitions)
        {
            var prefix = $"projection.{partition.Name}.";
            if (partition.Transform == PartitionTransform.Identity)
            {
                parameters[prefix + "type"] = "enum";
                parameters[prefix + "values"] = string.Join(',', partition.Values);
                continue;
            }
            parameters[prefix + "type"] = "date";
            parameters[prefix + "format"] = partition.DateFormat;
            // A column may be as late as one day after the event; later times are in the first partition.
            parameters[prefix + "range"] = $"{partition.Fallback},NOW+1DAY";
            parameters[prefix + "interval"] = "1";
            parameters[prefix + "interval.unit"] = partition.Transform switch
            {
                PartitionTransform.Month => "MONTHS",
                PartitionTransform.Hour => "HOURS",
                _ => "DAYS",
            };
        }
        parameters[Template] = location + string.Concat(partitions.Select(partition => $"{partition.Name}=${{{partition.Name}}}/"));
    }
}
