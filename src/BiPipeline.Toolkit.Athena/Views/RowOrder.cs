namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The order of a key's rows. A row without a sequence number is dated: an item of a full export or scan, or a row of an incremental
/// export. The others are changes. A dated row is newer than a change if its time, less a margin, is later than that of the change.
/// Views rank rows by this order, and latest tables compare a row with the one they have by it.
/// </summary>
static class RowOrder
{
    /// <summary>The newest reading first, for an event that was read with several versions of a schema.</summary>
    internal const string NewestReadingFirst = "\"_schema_version\" DESC NULLS LAST, \"_sequence\" ASC NULLS LAST";

    /// <summary>A change without a time cannot be compared with a dated row, and counts as newer.</summary>
    internal const string ChangeTime = "coalesce(\"_event_time\", TIMESTAMP '9999-12-31 23:59:59.999')";

    /// <summary>
    /// Identity of a row: an event id alone repeats in hand-made events and emulators. The sequence number of a Kinesis record is behind
    /// the time of the change; without it, a change that DynamoDB puts twice counts once.
    /// </summary>
    internal const string Identity = "\"_stream\", substr(\"_sequence\", 1, 40), \"_event_id\"";

    // Among changes, and among dated rows, the first that differs decides; NULL is lowest. Changes are not ordered by time.
    static readonly (string Value, string Lowest)[] OfKind =
    [
        ("\"_stream\"", "''"),
        ("\"_sequence\"", "''"),
        ("CASE WHEN \"_sequence\" IS NULL THEN \"_event_time\" END", "TIMESTAMP '0001-01-01 00:00:00'"),
        ("\"_schema_version\"", "0"),
        ("\"_event_id\"", "''"),
    ];

    static readonly string Dated =
        $"WHEN \"_op\" = 'ITEM' THEN \"_event_time\" - {Interval(BaselineMarker.Margin)} "
        + $"ELSE \"_event_time\" - {Interval(BaselineMarker.IncrementalMargin)} END";

    /// <summary>The latest row first among the changes of a key, and among its dated rows. NULL is lowest.</summary>
    internal static string LatestOfKindFirst { get; } = string.Join(", ", OfKind.Select(part => $"{part.Value} DESC NULLS LAST"));

    /// <summary>Rows of one key in order, among changes and among dated rows of one time. NULL is lowest.</summary>
    internal static string InOrder { get; } =
        string.Join(", ", OfKind.Where(part => part.Value[0] == '"').Select(part => $"{part.Value} ASC NULLS FIRST"));

    /// <summary>The time of a dated row less its margin.</summary>
    internal static string DatedPlace { get; } = $"CASE {Dated}";

    /// <summary>The place of a row in the order between changes and dated rows. A change is first among equals.</summary>
    internal static string Place { get; } = $"CASE WHEN \"_sequence\" IS NOT NULL THEN {ChangeTime} {Dated}";

    /// <summary>Returns the condition that one row of a key is newer than another. It is never NULL.</summary>
    /// <param name="newer">The alias of the row that may be newer.</param>
    /// <param name="older">The alias of the other row.</param>
    /// <param name="indent">The white space before each line after the first.</param>
    internal static string IsNewer(string newer, string older, string indent)
    {
        var (left, right) = (Of(Place, newer), Of(Place, older));
        return $"""
            CASE
            {indent}  WHEN ({Of("\"_sequence\"", newer)} IS NULL) = ({Of("\"_sequence\"", older)} IS NULL) THEN
            {indent}    {IsNewerOfKind(newer, older, 0, indent + "    ")}
            {indent}  WHEN {Of("\"_sequence\"", newer)} IS NULL THEN {left} > {right}
            {indent}  ELSE {left} >= {right}
            {indent}END
            """;
    }

    static string IsNewerOfKind(string newer, string older, int part, string indent)
    {
        var (left, right) = (Lowest(newer), Lowest(older));
        return part == OfKind.Length - 1
            ? $"{left} > {right}"
            : $"{left} > {right}\n{indent}OR ({left} = {right} AND ({IsNewerOfKind(newer, older, part + 1, indent)}))";

        string Lowest(string alias) => $"coalesce({Of(OfKind[part].Value, alias)}, {OfKind[part].Lowest})";
    }

    // Every quoted name in the pieces above is a column.
    static string Of(string piece, string alias) => piece.Replace("\"_", $"{alias}.\"_", StringComparison.Ordinal);

    static string Interval(TimeSpan time) => time.Ticks % TimeSpan.TicksPerMinute == 0
        ? string.Create(CultureInfo.InvariantCulture, $"INTERVAL '{(long)time.TotalMinutes}' MINUTE")
        : string.Create(CultureInfo.InvariantCulture, $"INTERVAL '{(long)time.TotalSeconds}' SECOND");
}
