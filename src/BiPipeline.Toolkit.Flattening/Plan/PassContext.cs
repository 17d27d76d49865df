namespace BiPipeline.Toolkit.Flattening;

/// <summary>What the readers of one table share while a record is read: limits, the path so far, and buffers that are reused.</summary>
sealed class PassContext(FlattenOptions options, UnknownAttributes unknown, bool doublyEncodedBinary)
{
    byte[] _scratch = [];

    internal FlattenOptions Options { get; } = options;

    internal UnknownAttributes Unknown { get; } = unknown;

    /// <summary>Kinesis Data Streams for DynamoDB encodes binary twice (developer guide, "Using Kinesis Data Streams").</summary>
    internal bool DoublyEncodedBinary { get; } = doublyEncodedBinary;

    internal MemberNames Names { get; } = new();

    internal AttributeTrail Trail { get; } = new(options.MaxDepth);

    /// <summary>Plain JSON while a string column takes a container.</summary>
    internal ReusableBuffer Json { get; } = new();

    /// <summary>Binary that was encoded twice, once decoded.</summary>
    internal ReusableBuffer Binary { get; } = new();

    /// <summary>Where rescued values of the row being read go: the table's, or the child's while one of its rows is read.</summary>
    internal RescuedValues Rescued { get; set; } = new();

    /// <summary>Counts objects, so that a member's mark tells whether it was met in this one.</summary>
    internal long ObjectNumber { get; set; }

    internal ref byte[] Scratch => ref _scratch;

    /// <summary>String content without its escapes; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> bytes, JsonText text)
    {
        var content = text.In(bytes);
        if (!text.Escaped) { return content; }
        if (_scratch.Length < content.Length) { _scratch = new byte[content.Length]; }
        return _scratch.AsSpan(0, JsonEscapes.Unescape(content, _scratch));
    }
}
