namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What an <see cref="Erasure"/> did.</summary>
public sealed record ErasureOutcome
{
    /// <summary>Number of keys.</summary>
    public int Keys { get; init; }

    /// <summary>Number of rows that were deleted, children included.</summary>
    public long Rows { get; init; }

    /// <summary>Number of lines that were deleted: of raw, quarantine, on-failure objects, scans and exports.</summary>
    public long Lines { get; init; }

    /// <summary>Number of lines that were deleted because their key can't be read.</summary>
    public long UnreadableDropped { get; init; }

    /// <summary>Number of lines that stay although their key can't be read.</summary>
    public long UnreadableLeft { get; init; }

    /// <summary>Number of objects that were deleted, with their versions.</summary>
    public long ObjectsDeleted { get; init; }

    /// <summary>Number of noncurrent versions with a key that were deleted, each as a whole.</summary>
    public long VersionsDeleted { get; init; }

    /// <summary>Number of objects that were written in place of deleted ones.</summary>
    public long ObjectsWritten { get; init; }

    /// <summary>Number of stored bytes of what was deleted.</summary>
    public long BytesDeleted { get; init; }

    /// <summary>Number of stored bytes of what was written.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Number of scans, the last of which found nothing.</summary>
    public int Scans { get; init; }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("keys"u8, Keys);
        json.WriteNumber("rows"u8, Rows);
        json.WriteNumber("lines"u8, Lines);
        json.WriteNumber("unreadable_dropped"u8, UnreadableDropped);
        json.WriteNumber("unreadable_left"u8, UnreadableLeft);
        json.WriteNumber("objects_deleted"u8, ObjectsDeleted);
        json.WriteNumber("versions_deleted"u8, VersionsDeleted);
        json.WriteNumber("objects_written"u8, ObjectsWritten);
        json.WriteNumber("bytes_deleted"u8, BytesDeleted);
        json.WriteNumber("bytes_written"u8, BytesWritten);
        json.WriteNumber("scans"u8, Scans);
    }
}
