namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Knows where queries look for the objects of a table: the partitions that its projection lists.</summary>
/// <param name="schema">The schema of the table.</param>
/// <param name="now">The time of the queries.</param>
sealed class ProjectionRule(TableSchema schema, DateTimeOffset now)
{
    readonly IReadOnlyList<HashSet<string>?> _values = [.. schema.Partitions.Select(field => field.Transform == PartitionTransform.Identity
        ? field.Values.Select(value => LakeLayout.PartitionFolder(field.Name, value)).ToHashSet(StringComparer.Ordinal)
        : null)];

    /// <summary>Whether a partition's path is listed.</summary>
    internal bool Lists(string partition)
    {
        var folders = partition.Length == 0 ? [] : partition.Split('/');
        if (folders.Length != schema.Partitions.Count) { return false; }
        for (var i = 0; i < folders.Length; i++)
        {
            if (_values[i] is { } values ? !values.Contains(folders[i]) : !IsListed(schema.Partitions[i], folders[i])) { return false; }
        }
        return true;
    }

    bool IsListed(PartitionField field, string folder)
    {
        if (!folder.StartsWith(field.Name + "=", StringComparison.Ordinal)) { return false; }
        var value = folder[(field.Name.Length + 1)..];
        return DateTime.TryParseExact(value, field.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && string.CompareOrdinal(value, field.Fallback) >= 0
            && string.CompareOrdinal(value, field.Format(now.UtcDateTime.AddDays(field.Ahead))) <= 0;
    }
}
