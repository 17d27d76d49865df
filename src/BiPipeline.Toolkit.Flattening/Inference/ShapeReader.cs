namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads attribute values into shapes. What it is shown has been checked before: tags, numbers, nesting.</summary>
sealed class ShapeReader
{
    byte[] _scratch = [];

    /// <summary>Reads a map of attribute values with its braces.</summary>
    internal void ReadMembers(ReadOnlySpan<byte> image, Shape shape)
    {
        var scanner = new JsonScanner(image, 0);
        if (scanner.Take((byte)'{')) { ReadMembers(ref scanner, shape); }
    }

    void ReadMembers(ref JsonScanner scanner, Shape shape)
    {
        if (scanner.TryTake((byte)'}')) { return; }
        do
        {
            if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return; }
            ReadValue(ref scanner, shape.ForMember(Plain(scanner.Bytes, name)));
        }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)'}');
    }

    void ReadValue(ref JsonScanner scanner, Shape shape)
    {
        if (!AttributeScanner.Open(ref scanner, out var tag)) { return; }
        switch (tag)
        {
            case AttributeTag.Null:
                AttributeScanner.ReadNull(ref scanner);
                break;
            case AttributeTag.Bool:
                shape.AddKind(ValueKinds.Boolean);
                AttributeScanner.ReadBoolean(ref scanner, out _);
                break;
            case AttributeTag.S or AttributeTag.N or AttributeTag.B:
                ReadText(ref scanner, tag, shape);
                break;
            case AttributeTag.M:
                shape.AddKind(ValueKinds.Map);
                ReadMembers(ref scanner, shape);
                break;
            default:
                shape.AddKind(ValueKinds.List);
                ReadElements(ref scanner, tag, shape);
                break;
        }
        AttributeScanner.Close(ref scanner);
    }

    void ReadElements(ref JsonScanner scanner, AttributeTag tag, Shape shape)
    {
        if (scanner.TryTake((byte)']')) { return; }
        do
        {
            if (tag == AttributeTag.L) { ReadValue(ref scanner, shape.ForElement()); }
            else if (scanner.Take((byte)'"')) { ReadText(ref scanner, ElementOf(tag), shape.ForElement()); }
        }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)']');
    }

    void ReadText(ref JsonScanner scanner, AttributeTag tag, Shape shape)
    {
        if (!scanner.ReadText(out var text)) { return; }
        switch (tag)
        {
            case AttributeTag.S:
                shape.AddText(Plain(scanner.Bytes, text));
                break;
            case AttributeTag.N when NumberText.TryParse(Plain(scanner.Bytes, text), out var number):
                shape.AddNumber(number);
                break;
            case AttributeTag.B:
                shape.AddKind(ValueKinds.Binary);
                break;
        }
    }

    static AttributeTag ElementOf(AttributeTag set) => set switch
    {
        AttributeTag.SS => AttributeTag.S,
        AttributeTag.NS => AttributeTag.N,
        _ => AttributeTag.B,
    };

    ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> bytes, JsonText text)
    {
        var content = text.In(bytes);
        if (!text.Escaped) { return content; }
        if (_scratch.Length < content.Length) { _scratch = new byte[content.Length]; }
        return _scratch.AsSpan(0, JsonEscapes.Unescape(content, _scratch));
    }
}
