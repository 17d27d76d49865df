namespace BiPipeline.Toolkit.Flattening;

/// <summary>A line of the quarantine zone: the reason and the record. It is valid input again.</summary>
/// <param name="bytes">The line.</param>
/// <param name="record">The bytes that identify the record: minified when well-formed.</param>
/// <param name="isWellFormed">Whether the record is a well-formed JSON object.</param>
readonly ref struct QuarantineLine(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> record, bool isWellFormed)
{
    internal ReadOnlySpan<byte> Bytes { get; } = bytes;

    internal ReadOnlySpan<byte> Record { get; } = record;

    internal bool IsWellFormed { get; } = isWellFormed;
}
