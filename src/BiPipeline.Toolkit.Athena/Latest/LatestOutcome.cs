namespace BiPipeline.Toolkit.Athena;

/// <summary>The result of a refresh.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="IsFilled">Whether the table has every row of the lake and was compared with it: the view may read it.</param>
/// <param name="Partitions">Number of partitions that were merged.</param>
/// <param name="Statements">Number of statements that changed the table.</param>
/// <param name="Retries">Number of statements that ran again.</param>
/// <param name="Rows">Number of rows, deleted items included.</param>
/// <param name="Deleted">Number of rows of deleted items.</param>
/// <param name="Newest">The newest time of a row, in UTC; null for an empty table.</param>
public sealed record LatestOutcome(
    string Table,
    bool IsFilled,
    int Partitions,
    int Statements,
    int Retries,
    long Rows,
    long Deleted,
    DateTimeOffset? Newest)
{
    /// <summary>Returns the outcome in one line.</summary>
    public override string ToString() => Statements == 0 && IsFilled
        ? $"{Table}: nothing to do"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Table}: {Partitions} partitions merged by {Statements} statements; {Rows - Deleted:N0} items, {Deleted:N0} deleted ones; "
                + $"newest {(Newest is { } time ? $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "none")}");
}
