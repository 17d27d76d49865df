namespace BiPipeline.Toolkit.Flattening;

/// <summary>Memory that is used again for each record of a table. Nothing in it outlives the call that fills it.</summary>
sealed class RowBuffers
{
    /// <summary>Member names of the record's objects, to find one that occurs twice.</summary>
    internal MemberNames Names { get; } = new();

    /// <summary>A string's content without its escapes.</summary>
    internal EscapeBuffer Text { get; } = new();

    /// <summary>Plain JSON while a string column takes a container.</summary>
    internal ReusableBuffer Json { get; } = new();

    /// <summary>Binary that was encoded twice, once decoded.</summary>
    internal ReusableBuffer Binary { get; } = new();

    /// <summary>Counts objects, so that a member's mark shows whether it occurred in this one.</summary>
    internal long ObjectNumber { get; set; }
}
