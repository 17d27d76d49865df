using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Finds where an input can be cut without tearing a record.</summary>
/// <param name="Length">Bytes of whole records; 0 when the first one does not end among the bytes.</param>
/// <param name="Next">What the input is behind the cut.</param>
/// <param name="TooLargeAt">Where a record begins that is larger than the limit, when nothing comes before it; else -1.</param>
readonly record struct RecordCut(int Length, RecordSequence Next, int TooLargeAt = -1)
{
    /// <summary>The last cut among the bytes.</summary>
    /// <param name="bytes">The input's next bytes, which it does not end with.</param>
    /// <param name="sequence">What the input is at their start.</param>
    /// <param name="maxRecordBytes">The largest record.</param>
    internal static RecordCut Find(ReadOnlySpan<byte> bytes, RecordSequence sequence, int maxRecordBytes)
    {
        var length = LengthOfLines(bytes);
        return length > 0 ? new(length, default) : Walk(bytes, sequence, maxRecordBytes);
    }

    // Between two values of one container stands a comma, and no line break occurs inside a JSON string. So a line break between a closing
    // and an opening bracket is between two documents, whatever the lines before hold: only the last lines are looked at.
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
        // Nothing but white space and commas is left.
        return position >= bytes.Length ? new(bytes.Length, sequence) : new(length, next);
    }
}
