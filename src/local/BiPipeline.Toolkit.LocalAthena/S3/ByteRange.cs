namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>One range of a Range header.</summary>
readonly record struct ByteRange(long Start, long Length)
{
    /// <summary>
    /// Reads <c>bytes=first-last</c>, <c>bytes=first-</c> or <c>bytes=-count</c>; null for another form, which S3 ignores.
    /// </summary>
    /// <exception cref="S3Exception">The range is outside the object.</exception>
    internal static ByteRange? Read(string? header, long length)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.Ordinal)) { return null; }
        if (header["bytes=".Length..].Split('-') is not [var first, var last]) { return null; }
        if (first.Length == 0)
        {
            if (!TryNumber(last, out var count)) { return null; }
            return count == 0 || length == 0 ? throw Outside() : new(Math.Max(0, length - count), Math.Min(count, length));
        }
        if (!TryNumber(first, out var start)) { return null; }
        var end = length - 1;
        if (last.Length > 0 && !TryNumber(last, out end)) { return null; }
        if (last.Length > 0 && end < start) { return null; }
        return start >= length ? throw Outside() : new(start, Math.Min(end, length - 1) - start + 1);
    }

    static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    static S3Exception Outside() => new(new(416, "InvalidRange", "The requested range is not satisfiable"));
}
