namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The literals of a baseline at T in generated views. Changes since T − 1 h are ranked, so that a clock that runs back cannot hide the
/// latest change of a key; then what is older than T − 5 minutes is dropped. Partitions start with that of T − 1 h.
/// </summary>
sealed class BaselineBounds
{
    static readonly TimeSpan Lookback = TimeSpan.FromHours(1);

    readonly DateTime _asOf;

    BaselineBounds(DateTime asOf) => _asOf = asOf;

    /// <summary>The time of the baseline.</summary>
    internal string AsOf => Literal(_asOf);

    /// <summary>The time before which an item must be in the baseline, or is deleted.</summary>
    internal string Oldest => Literal(_asOf - BaselineMarker.Margin);

    /// <summary>Returns the bounds of a baseline; null for none.</summary>
    internal static BaselineBounds? Of(DateTimeOffset? asOf) => asOf is { } time ? new(time.UtcDateTime) : null;

    /// <summary>Returns the condition for rows of a table that are not older than the baseline, one part per line.</summary>
    /// <param name="table">The table.</param>
    /// <param name="indent">The white space before each line after the first.</param>
    internal string Where(LakeTable table, string indent)
    {
        var start = _asOf - Lookback;
        var partitions = table.Partitions
            .Where(partition => partition.Source == PartitionField.EventTimeSource)
            .Select(partition => $"{SqlText.Name(partition.Name)} >= {SqlText.Literal(partition.Format(start))}");
        return string.Join(
            $"\n{indent}  AND ",
            [
                .. partitions,
                $"\"_event_time\" >= {Literal(start)}",
                $"(\"_sequence\" IS NOT NULL OR \"_event_time\" >= {AsOf})",
            ]);
    }

    static string Literal(DateTime time) => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{time:yyyy-MM-dd HH:mm:ss.fff}'");
}
