using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>A position that divides an input without splitting a record.</summary>
/// <param name="Length">Number of bytes of whole records; 0 when the first record does not end in the bytes.</param>
/// <param name="Next">The state of the input after the position.</param>
/// <param name="TooLargeAt">The start of a record above the limit that is the first record; otherwise -1.</param>
readonly record struct RecordCut(int Length, RecordSequence Next, int TooLargeAt = -1)
{
    /// <summary>Finds the last position in the bytes.</summary>
    /// <param name="bytes">The input's next bytes; more bytes follow.</param>
    /// <param name="sequence">The state of the input at their start.</param>
    /// <param name="maxRecordBytes">The largest record.</param>
    internal static RecordCut Find(ReadOnlySpan<byte> bytes, RecordSequence sequence, int maxRecordBytes)
    {
        var length = LengthOfLines(bytes);
        return length > 0 ? new(length, default) : Walk(bytes, sequence, maxRecordBytes);
    }

    // Values in one container have a comma between them, and a JSON string has no line break. So a line break between a closing and an
    // opening bracket is between two documents, independent of earlier lines: only the last lines are checked.
    static int LengthOfLines(ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes; ;)
        {
            var line = rest.LastIndexOf((byte)'\n');
            if (line < 0) { return 0; }
            var after = bytes[(line + 1)..].IndexOfAnyExcept(" \t\r\n"u8);
            var before = bytes[..line].LastIndexOfAnyExcept(" \t\r\n"u8);
            if (after >= 0 && before >= 0
                && bytes[line + 1 + after] is (byte)'{' or (byte)'[' && bytes[before] is (byte)'}' or (byte)']')
            {
                return line + 1;
            }
            rest = bytes[..line];
        }
    }

    static RecordCut Walk(ReadOnlySpan<byte> bytes, RecordSequence sequence, int maxRecordBytes)
    {
        var (length, position, next) = (0, 0, sequence);
        while (sequence.TryMove(bytes, ref position, isLast: false))
        {
            var end = RecordFraming.FindEnd(bytes, position, maxRecordBytes, sequence.IsInList, isLast: false);
            if (end == RecordFraming.TooLarge && length == 0) { return new(0, sequence, position); }
            if (end < 0) { return new(length, next); }
            sequence.EndRecord();
            (length, position, next) = (end, end, sequence);
        }
        // Only white space and commas are left.
        return position >= bytes.Length ? new(bytes.Length, sequence) : new(length, next);
    }
}
