namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The number of partitions that rows can go to.</summary>
static class PartitionCount
{
    /// <summary>Returns the largest number of partitions of rows of a table.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="span">Time between the first event and the last one.</param>
    /// <param name="now">The time now, which the last partition of a date follows from.</param>
    internal static long Of(TableSchema schema, TimeSpan span, DateTimeOffset now)
    {
        var partitions = 1L;
        foreach (var field in schema.Partitions)
        {
            if (field.Source == PartitionField.EventTimeSource) { partitions *= Steps(field.Transform, span) + 1; }
            else if (field.Transform == PartitionTransform.Identity) { partitions *= field.Values.Count; }
            else
            {
                var first = new DateTimeOffset(field.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
                partitions *= Steps(field.Transform, now - first + TimeSpan.FromDays(field.Ahead)) + 1;
            }
        }
        return partitions;
    }

    static long Steps(PartitionTransform transform, TimeSpan time) => Math.Max(0, transform switch
    {
        PartitionTransform.Hour => (long)time.TotalHours,
        PartitionTransform.Month => (long)(time.TotalDays / 28),
        _ => (long)time.TotalDays,
    });
}
