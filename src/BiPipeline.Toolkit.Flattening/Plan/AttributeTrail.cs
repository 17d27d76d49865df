namespace BiPipeline.Toolkit.Flattening;

/// <summary>The way from the item to the value being read, kept only as deep as containers nest; written out when a value is rescued.</summary>
sealed class AttributeTrail(int maxDepth)
{
    readonly Step[] _steps = new Step[(2 * maxDepth) + 4];
    int _depth;

    internal int Depth => _depth;

    internal void PushMember(JsonText name) => _steps[_depth++] = new(name, -1);

    internal void PushIndex() => _steps[_depth++] = new(default, 0);

    internal void SetIndex(int index) => _steps[_depth - 1] = new(default, index);

    internal void Truncate(int depth) => _depth = depth;

    /// <summary>Appends the path of a member of the current container, escaped as in schema files, as the content of a JSON string.</summary>
    internal void Write(ReadOnlySpan<byte> bytes, JsonText member, ReusableBuffer output)
    {
        WriteSteps(bytes, output);
        WriteMember(bytes, member, first: _depth == 0, output);
    }

    /// <summary>Appends the path of the current container, as the content of a JSON string.</summary>
    internal void WriteSteps(ReadOnlySpan<byte> bytes, ReusableBuffer output)
    {
        for (var i = 0; i < _depth; i++)
        {
            var step = _steps[i];
            if (step.Index < 0)
            {
                WriteMember(bytes, step.Name, first: i == 0, output);
                continue;
            }
            output.Add((byte)'[');
            step.Index.TryFormat(output.GetSpan(11), out var digits, default, CultureInfo.InvariantCulture);
            output.Advance(digits);
            output.Add((byte)']');
        }
    }

    // The name stays as the record spells it in JSON; only the path's own escapes are added, each a JSON-escaped backslash.
    static void WriteMember(ReadOnlySpan<byte> bytes, JsonText name, bool first, ReusableBuffer output)
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

    readonly record struct Step(JsonText Name, int Index);
}
