using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Finds the end of a record that can't be read. Looks only at brackets and strings.</summary>
static class RecordFraming
{
    /// <summary>
    /// Returns the index after the value at <paramref name="start"/>; -1 when its brackets don't close before <paramref name="end"/>.
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
                    // A value without brackets ends with the brackets around it.
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

    // The index of the closing quote; the end if there is none.
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
