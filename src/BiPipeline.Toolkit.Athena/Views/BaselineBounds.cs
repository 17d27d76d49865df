namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The literals of a baseline at T in generated views. Changes since T − 1 h are ranked, so that a clock that runs back cannot hide the
/// latest change of a key; then what is older than T − 5 minutes is dropped. Partitions start with that of T − 1 h.
/// </summary>
sealed class BaselineBounds
{
    static readonly TimeSpan Lookback = TimeSpan.FromHours(1);

    readonly DateTime _asOf;

    internal BaselineBounds(DateTime asOf) => _asOf = asOf;

    /// <summary>The time of the baseline.</summary>
    internal string AsOf => Literal(_asOf);

    /// <summary>The time before which an item must be in the baseline, or is deleted.</summary>
    internal string Oldest => Literal(_asOf - BaselineMarker.Margin);

    /// <summary>Returns the bounds of a baseline; null for none.</summary>
    internal static BaselineBounds? Of(DateTimeOffset? asOf) => asOf is { } time ? new(time.UtcDateTime) : null;

    /// <summary>The condition that a latest row can be shown: older dated rows do not count.</summary>
    internal string IsShown => $"\"_event_time\" >= {Oldest} AND {IsChangeOrNewer}";

    string IsChangeOrNewer => $"(\"_sequence\" IS NOT NULL OR \"_event_time\" >= {AsOf})";

    /// <summary>The time before which no row counts.</summary>
    internal string Start => Literal(_asOf - Lookback);

    /// <summary>Returns the conditions for rows of a table that are not older than the baseline.</summary>
    internal string[] Conditions(LakeTable table)
    {
        var partitions = table.Partitions
            .Where(partition => partition.Source == PartitionField.EventTimeSource)
            .Select(partition => $"{SqlText.Name(partition.Name)} >= {SqlText.Literal(First(partition))}");
        return
        [
            .. partitions,
            $"\"_event_time\" >= {Start}",
            IsChangeOrNewer,
        ];
    }

    /// <summary>Returns the first value of a partition by event time that has rows that count.</summary>
    internal string First(PartitionField partition) => partition.Format(_asOf - Lookback);

    static string Literal(DateTime time) => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{time:yyyy-MM-dd HH:mm:ss.fff}'");
}
