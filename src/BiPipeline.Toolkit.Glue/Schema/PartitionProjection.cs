namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Athena's partition projection as table parameters. Glue stores any text there, and Athena reads it only when it plans a query. A mistake
/// makes a query fail or return nothing. <see cref="Check"/> finds it earlier.
/// </summary>
static class PartitionProjection
{
    internal const string Enabled = "projection.enabled";
    internal const string Template = "storage.location.template";

    /// <summary>
    /// Returns the problems of a table's projection, one sentence each; empty for a valid projection or none.
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
            // A column may be that late after the event; later times are in the first partition.
            parameters[prefix + "range"] = string.Create(
                CultureInfo.InvariantCulture, $"{partition.Fallback},NOW+{partition.Ahead}DAY{(partition.Ahead == 1 ? "" : "S")}");
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
