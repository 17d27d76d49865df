namespace BiPipeline.Toolkit.Flattening;

/// <summary>Finds whether keys or an image have the attribute that identifies an entity.</summary>
sealed class EntityMatcher(EntityFilter filter)
{
    readonly byte[] _attribute = Encoding.UTF8.GetBytes(filter.Attribute);
    readonly byte[] _wanted = Encoding.UTF8.GetBytes(filter.Prefix ?? filter.Value!);
    readonly EscapeBuffer _text = new();
    readonly bool _prefix = filter.Prefix is not null;

    /// <summary>Searches a well-formed map of attribute values; an empty span matches nothing.</summary>
    internal bool Matches(ReadOnlySpan<byte> image)
    {
        if (image.IsEmpty) { return false; }
        var scanner = new JsonScanner(image, 0);
        if (!scanner.Take((byte)'{') || scanner.TryTake((byte)'}')) { return false; }
        do
        {
            if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return false; }
            if (Is(image, name, _attribute, prefix: false))
            {
                return AttributeScanner.Open(ref scanner, out var tag)
                    && tag is AttributeTag.S or AttributeTag.N
                    && scanner.ReadText(out var value)
                    && Is(image, value, _wanted, _prefix);
            }
            if (!scanner.SkipValue()) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return false;
    }

    /// <summary>Whether the item of a record is of the entity after the change; of a deletion, before it.</summary>
    internal bool MatchesNow(ReadOnlySpan<byte> record, ref readonly RecordLayout layout) =>
        Matches(record[layout.Keys])
        || Matches(record[layout.NewImage])
        || Matches(record[layout.Item])
        || (layout.NewImage.Equals(default) && Matches(record[layout.OldImage]));

    bool Is(ReadOnlySpan<byte> bytes, JsonText text, byte[] wanted, bool prefix)
    {
        var content = _text.Unescape(bytes, text);
        return prefix ? content.StartsWith(wanted) : content.SequenceEqual(wanted);
    }
}
