namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The order of a key's rows. A row without a sequence number is dated: an item of a full export or scan, or a row of an incremental
/// export. The others are changes. A dated row is newer than a change if its time, less a margin, is later than that of the change.
/// Views and the MERGE of latest tables rank rows by it.
/// </summary>
static class RowOrder
{
    /// <summary>The latest row first among the changes of a key, and among its dated rows. NULL is lowest.</summary>
    internal const string LatestOfKindFirst =
        "\"_stream\" DESC NULLS LAST, \"_sequence\" DESC NULLS LAST, "
        + "CASE WHEN \"_sequence\" IS NULL THEN \"_event_time\" END DESC NULLS LAST, "
        + "\"_schema_version\" DESC NULLS LAST, \"_event_id\" DESC NULLS LAST";

    /// <summary>Rows of one key in order, among changes and among dated rows of one time. NULL is lowest.</summary>
    internal const string InOrder =
        "\"_stream\" ASC NULLS FIRST, \"_sequence\" ASC NULLS FIRST, "
        + "\"_schema_version\" ASC NULLS FIRST, \"_event_id\" ASC NULLS FIRST";

    /// <summary>The newest reading first, for an event that was read with several versions of a schema.</summary>
    internal const string NewestReadingFirst = "\"_schema_version\" DESC NULLS LAST, \"_sequence\" ASC NULLS LAST";

    /// <summary>A change without a time cannot be compared with a dated row, and counts as newer.</summary>
    internal const string ChangeTime = "coalesce(\"_event_time\", TIMESTAMP '9999-12-31 23:59:59.999')";

    /// <summary>
    /// Identity of a row: an event id alone repeats in hand-made events and emulators. The sequence number of a Kinesis record is behind
    /// the time of the change; without it, a change that DynamoDB puts twice counts once.
    /// </summary>
    internal const string Identity = "\"_stream\", substr(\"_sequence\", 1, 40), \"_event_id\"";

    static readonly string Dated =
        $"WHEN \"_op\" = 'ITEM' THEN \"_event_time\" - {Interval(BaselineMarker.Margin)} "
        + $"ELSE \"_event_time\" - {Interval(BaselineMarker.IncrementalMargin)} END";

    /// <summary>The time of a dated row less its margin.</summary>
    internal static string DatedPlace { get; } = $"CASE {Dated}";

    /// <summary>The place of a row in the order between changes and dated rows. A change is first among equals.</summary>
    internal static string Place { get; } = $"CASE WHEN \"_sequence\" IS NOT NULL THEN {ChangeTime} {Dated}";

    static string Interval(TimeSpan time) => time.Ticks % TimeSpan.TicksPerMinute == 0
        ? string.Create(CultureInfo.InvariantCulture, $"INTERVAL '{(long)time.TotalMinutes}' MINUTE")
        : string.Create(CultureInfo.InvariantCulture, $"INTERVAL '{(long)time.TotalSeconds}' SECOND");
}
