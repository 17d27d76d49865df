namespace BiPipeline.Toolkit.Flattening;

/// <summary>Writes text as a JSON string.</summary>
static class JsonTextWriter
{
    /// <summary>Writes UTF-8 text between quotes.</summary>
    internal static void Write(ReadOnlySpan<byte> text, ReusableBuffer output)
    {
        output.Add((byte)'"');
        WriteContent(text, output);
        output.Add((byte)'"');
    }

    /// <summary>Writes UTF-8 text without quotes.</summary>
    internal static void WriteContent(ReadOnlySpan<byte> text, ReusableBuffer output)
    {
        foreach (var value in text)
        {
            switch (value)
            {
                case (byte)'"' or (byte)'\\':
                    output.Add((byte)'\\');
                    output.Add(value);
                    break;
                case < (byte)' ':
                    output.Add("\\u00"u8);
                    Convert.TryToHexStringLower([value], output.GetSpan(2), out var digits);
                    output.Advance(digits);
                    break;
                default:
                    output.Add(value);
                    break;
            }
        }
    }
}
