namespace BiPipeline.Toolkit;

/// <summary>The columns that follow every table's own: the change, its time and its order.</summary>
public static class EnvelopeColumns
{
    /// <summary><c>_op</c>: INSERT, MODIFY, REMOVE; ITEM for full exports and scans.</summary>
    public const string Op = "_op";

    /// <summary>
    /// <c>_event_id</c>: the identity of the change. With <c>_stream</c> and the first 40 characters of <c>_sequence</c>, the row's
    /// identity.
    /// </summary>
    public const string EventId = "_event_id";

    /// <summary><c>_stream</c>: the label in the stream's ARN; empty if there is none.</summary>
    public const string Stream = "_stream";

    /// <summary>
    /// <c>_sequence</c>: the sequence number, or with <see cref="RecordOrder.Time"/> the microseconds of the change; left-padded with zeros
    /// to 40 digits, so that text order is numeric order. After the time of a change through Kinesis: a dot and the Kinesis sequence number
    /// of 56 digits. NULL for dated rows: items, and lines of incremental exports.
    /// </summary>
    public const string Sequence = "_sequence";

    /// <summary>
    /// <c>_event_time</c>: time of the change, or that a dated row is of, UTC milliseconds; NULL when the time of a change is unknown.
    /// </summary>
    public const string EventTime = "_event_time";

    /// <summary><c>_deleted</c>: whether the item is deleted after this change.</summary>
    public const string Deleted = "_deleted";

    /// <summary><c>_ttl</c>: whether the TTL service deleted the item.</summary>
    public const string Ttl = "_ttl";

    /// <summary><c>_schema_version</c>: version of the row's schema file.</summary>
    public const string SchemaVersion = "_schema_version";

    /// <summary><c>_rescued</c>: JSON of every value that fits no column; NULL if there is none.</summary>
    public const string Rescued = "_rescued";

    /// <summary><c>_position</c>: in a child table, the element's index in its list.</summary>
    public const string Position = "_position";

    /// <summary>The nine columns in order.</summary>
    public static IReadOnlyList<ColumnSpec> All { get; } =
    [
        new(Op, DataType.String, "INSERT, MODIFY, REMOVE or ITEM"),
        new(EventId, DataType.String, "Identity of the change"),
        new(Stream, DataType.String, "Label of the stream"),
        new(Sequence, DataType.String, "Sequence number, 40 digits"),
        new(EventTime, DataType.Timestamp, "Time of the change, UTC"),
        new(Deleted, DataType.Boolean, "The item is deleted after this change"),
        new(Ttl, DataType.Boolean, "Deleted by the TTL service"),
        new(SchemaVersion, DataType.Int, "Version of the schema file"),
        new(Rescued, DataType.String, "JSON of values that fit no column"),
    ];

    /// <summary>Whether a name is reserved, so that no column of a schema may have it.</summary>
    public static bool IsReserved(string name) => name == Position || All.Any(column => column.Name == name);
}
