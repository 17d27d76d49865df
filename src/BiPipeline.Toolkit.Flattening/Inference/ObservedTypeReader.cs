namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads attribute values as observed types. Expects input whose tags, numbers and nesting are valid.</summary>
sealed class ObservedTypeReader
{
    readonly EscapeBuffer _text = new();

    /// <summary>Reads a map of attribute values, with its braces.</summary>
    internal void ReadMembers(ReadOnlySpan<byte> image, ObservedType seen)
    {
        var scanner = new JsonScanner(image, 0);
        if (scanner.Take((byte)'{')) { ReadMembers(ref scanner, seen); }
    }

    void ReadMembers(ref JsonScanner scanner, ObservedType seen)
    {
        if (scanner.TryTake((byte)'}')) { return; }
        seen.AddFilledMap();
        do
        {
            if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return; }
            ReadValue(ref scanner, seen.ForMember(_text.Unescape(scanner.Bytes, name)));
        }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)'}');
    }

    void ReadValue(ref JsonScanner scanner, ObservedType seen)
    {
        if (!AttributeScanner.Open(ref scanner, out var tag)) { return; }
        seen.AddSeen();
        switch (tag)
        {
            case AttributeTag.Null:
                AttributeScanner.ReadNull(ref scanner);
                break;
            case AttributeTag.Bool:
                seen.AddKind(ValueKinds.Boolean);
                AttributeScanner.ReadBoolean(ref scanner, out _);
                break;
            case AttributeTag.S or AttributeTag.N or AttributeTag.B:
                ReadText(ref scanner, tag, seen);
                break;
            case AttributeTag.M:
                seen.AddKind(ValueKinds.Map);
                ReadMembers(ref scanner, seen);
                break;
            default:
                seen.AddKind(ValueKinds.List);
                ReadElements(ref scanner, tag, seen);
                break;
        }
        AttributeScanner.Close(ref scanner);
    }

    void ReadElements(ref JsonScanner scanner, AttributeTag tag, ObservedType seen)
    {
        if (scanner.TryTake((byte)']')) { return; }
        do
        {
            if (tag == AttributeTag.L) { ReadValue(ref scanner, seen.ForElement()); }
            else if (scanner.Take((byte)'"')) { ReadText(ref scanner, ElementOf(tag), seen.ForElement()); }
        }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)']');
    }

    void ReadText(ref JsonScanner scanner, AttributeTag tag, ObservedType seen)
    {
        if (!scanner.ReadText(out var text)) { return; }
        switch (tag)
        {
            case AttributeTag.S:
                seen.AddText(_text.Unescape(scanner.Bytes, text));
                break;
            case AttributeTag.N when NumberText.TryParse(_text.Unescape(scanner.Bytes, text), out var number):
                seen.AddNumber(number);
                break;
            case AttributeTag.B:
                seen.AddKind(ValueKinds.Binary);
                break;
        }
    }

    static AttributeTag ElementOf(AttributeTag set) => set switch
    {
        AttributeTag.SS => AttributeTag.S,
        AttributeTag.NS => AttributeTag.N,
        _ => AttributeTag.B,
    };
}
