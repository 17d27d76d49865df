namespace BiPipeline.Toolkit.Flattening;

/// <summary>Buffers that every record of a table reuses. Their content is valid only during the call that fills them.</summary>
sealed class RowBuffers
{
    /// <summary>Member names of the record's objects, to detect duplicates.</summary>
    internal MemberNames Names { get; } = new();

    /// <summary>Unescaped content of a string.</summary>
    internal EscapeBuffer Text { get; } = new();

    /// <summary>Plain JSON of a container that goes to a string column.</summary>
    internal ReusableBuffer Json { get; } = new();

    /// <summary>Doubly encoded binary, decoded one time.</summary>
    internal ReusableBuffer Binary { get; } = new();

    /// <summary>The record is from an export, where binary is encoded once.</summary>
    internal bool IsExport { get; set; }

    /// <summary>Number of the current object; a member's mark equals it when the object has the member.</summary>
    internal long ObjectNumber { get; set; }
}
