using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Finds the end of a record. The end depends on the record and the bytes after it, not on the division into chunks.
/// </summary>
static class RecordFraming
{
    /// <summary>The end is not among the bytes.</summary>
    internal const int Undecided = -1;

    /// <summary>The record is larger than the limit.</summary>
    internal const int TooLarge = -2;

    // An escape or a word that is truncated at the end of the bytes.
    const int LongestToken = 16;

    /// <summary>
    /// Returns the index after the value that begins at <paramref name="start"/>; -1 when its brackets don't close before
    /// <paramref name="end"/>. Checks only brackets and strings.
    /// </summary>
    internal static int FindEnd(ReadOnlySpan<byte> bytes, int start, int end)
    {
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            switch (bytes[i])
            {
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    // A value without brackets ends before the bracket that closes its container.
                    if (depth == 0) { return i > start ? i : -1; }
                    if (--depth == 0) { return i + 1; }
                    break;
                case (byte)'"':
                    i = SkipString(bytes[..end], i + 1);
                    break;
                case (byte)',' when depth == 0:
                    return i;
            }
        }
        return -1;
    }

    /// <summary>Returns the index after the record that begins at <paramref name="start"/>.</summary>
    /// <param name="bytes">Bytes with the record's start.</param>
    /// <param name="start">The record's first byte.</param>
    /// <param name="limit">The largest record, in bytes.</param>
    /// <param name="isInList">Whether the record is an element of a list, whose end it must not pass.</param>
    /// <param name="isLast">Whether the input ends with the bytes.</param>
    /// <returns>The index, <see cref="Undecided"/> when more bytes are needed, or <see cref="TooLarge"/>.</returns>
    internal static int FindEnd(ReadOnlySpan<byte> bytes, int start, int limit, bool isInList, bool isLast)
    {
        var window = bytes[start..(int)Math.Min(bytes.Length, start + limit + 1L)];
        var end = FindEnd(window, isInList, isComplete: isLast && window.Length == bytes.Length - start);
        if (end == Undecided && window.Length <= limit) { return Undecided; }
        return end == Undecided || end > limit ? TooLarge : start + end;
    }

    static int FindEnd(ReadOnlySpan<byte> window, bool isInList, bool isComplete)
    {
        var isBracket = window[0] is (byte)'{' or (byte)'[';
        if (isBracket || isInList)
        {
            var scanner = new JsonScanner(window, 0);
            if (scanner.SkipValue() && (isBracket || isComplete || scanner.Position < window.Length)) { return scanner.Position; }
            if (!isComplete && Math.Max(scanner.Position, scanner.ErrorPosition) > window.Length - LongestToken) { return Undecided; }
            if (!isBracket) { return FindElementEnd(window, isComplete); }
        }
        var finder = new RecordEndFinder();
        if (finder.TryFind(window)) { return (int)finder.End; }
        if (!isComplete) { return Undecided; }
        finder.EndHere();
        return (int)finder.End;
    }

    // At its comma or the list's end, or at the latest at the end of its line.
    static int FindElementEnd(ReadOnlySpan<byte> window, bool isComplete)
    {
        var line = window.IndexOf((byte)'\n');
        var end = FindEnd(window, 0, line < 0 ? window.Length : line);
        return end > 0 ? end : line > 0 ? line : isComplete ? window.Length : Undecided;
    }

    // The index of the closing quote; the end when there is none.
    static int SkipString(ReadOnlySpan<byte> bytes, int i)
    {
        while (true)
        {
            i = StringEnd.Find(bytes, i);
            if (i >= bytes.Length || bytes[i] == '"') { return i; }
            i += bytes[i] == '\\' ? 2 : 1;
            if (i > bytes.Length) { return bytes.Length; }
        }
    }
}
