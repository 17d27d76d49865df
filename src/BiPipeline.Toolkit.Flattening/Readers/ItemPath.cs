namespace BiPipeline.Toolkit.Flattening;

/// <summary>The path from the item to a value. It is written out only when a value is rescued.</summary>
readonly ref struct ItemPath
{
    readonly ReadOnlySpan<PathStep> _steps;

    internal ItemPath(PathStep[] steps, int depth) => _steps = steps.AsSpan(0, depth);

    /// <summary>
    /// Appends the path of a member of the current container as the content of a JSON string, with the escapes of schema files.
    /// </summary>
    internal void WriteMember(ReadOnlySpan<byte> bytes, JsonText member, ReusableBuffer output)
    {
        Write(bytes, output);
        WriteName(bytes, member, first: _steps.IsEmpty, output);
    }

    /// <summary>Appends the current path as the content of a JSON string.</summary>
    internal void Write(ReadOnlySpan<byte> bytes, ReusableBuffer output)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            if (step.Index < 0)
            {
                WriteName(bytes, step.Name, first: i == 0, output);
                continue;
            }
            output.Add((byte)'[');
            step.Index.TryFormat(output.GetSpan(11), out var digits, default, CultureInfo.InvariantCulture);
            output.Advance(digits);
            output.Add((byte)']');
        }
    }

    // The name keeps the record's own JSON spelling. Only the path's escapes are added, each a backslash escaped for JSON.
    static void WriteName(ReadOnlySpan<byte> bytes, JsonText name, bool first, ReusableBuffer output)
    {
        if (!first) { output.Add((byte)'.'); }
        var content = name.In(bytes);
        if (content.IndexOfAny(@".[]\"u8) < 0)
        {
            output.Add(content);
            return;
        }
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] is (byte)'.' or (byte)'[' or (byte)']')
            {
                output.Add(@"\\"u8);
                output.Add(content[i]);
            }
            else if (content[i] == '\\') { i += WriteEscape(content[i..], output) - 1; }
            else { output.Add(content[i]); }
        }
    }

    static int WriteEscape(ReadOnlySpan<byte> content, ReusableBuffer output)
    {
        var length = JsonEscapes.Measure(content, out _);
        Span<byte> character = stackalloc byte[4];
        var plain = character[..JsonEscapes.Unescape(content[..length], output.GetSpan(length))];
        output.GetSpan(length)[..plain.Length].CopyTo(plain);
        if (plain is [(byte)'.' or (byte)'[' or (byte)']'])
        {
            output.Add(@"\\"u8);
            output.Add(plain);
        }
        else
        {
            if (plain is [(byte)'\\']) { output.Add(@"\\"u8); }
            output.Add(content[..length]);
        }
        return length;
    }
}
