namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A record that was serialized from a class of the .NET or Java SDK: members in Pascal or camel case, also null and empty members of
/// the class.
/// </summary>
sealed class SdkForm : RecordForm
{
    internal override string Name => "record of an SDK class";

    internal override bool Matches(in InputDocument document)
    {
        var hasName = false;
        var hasChange = false;
        foreach (var member in document.Members)
        {
            var name = document.NameOf(member);
            hasName |= SdkNames.Equals(name, "eventName"u8);
            hasChange |= SdkNames.Equals(name, "dynamodb"u8) || SdkNames.Equals(name, "item"u8);
            if (SdkNames.Equals(name, "item"u8) && document.ValueOf(member) is [(byte)'{', ..]) { return true; }
        }
        return hasName && hasChange;
    }

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        var (record, minified) = (buffers.Record, buffers.Text);
        record.Clear();
        var scanner = new JsonScanner(document.Bytes, 0);
        if (!TryWriteMembers(ref scanner, record)) { return RecordError.SameForm; }
        minified.Clear();
        JsonMinifier.Minify(document.Bytes, minified);
        if (record.Written.SequenceEqual(minified.Written)) { return RecordError.SameForm; }
        sink.Read(record.Written, default);
        return RecordError.None;
    }

    static bool TryWriteMembers(ref JsonScanner scanner, ReusableBuffer output)
    {
        if (!scanner.TryTake((byte)'{')) { return false; }
        output.Add((byte)'{');
        if (!scanner.TryTake((byte)'}'))
        {
            do
            {
                if (!scanner.ReadString(out var text) || !scanner.Take((byte)':')) { return false; }
                var name = SdkNames.Canonical(text.In(scanner.Bytes));
                output.Add((byte)'"');
                output.Add(name);
                output.Add("\":"u8);
                if (!TryWriteMember(ref scanner, name, output)) { return false; }
                output.Add((byte)',');
            }
            while (scanner.TryTake((byte)','));
            output.Truncate(output.Length - 1);
            if (!scanner.Take((byte)'}')) { return false; }
        }
        output.Add((byte)'}');
        return true;
    }

    static bool TryWriteMember(ref JsonScanner scanner, ReadOnlySpan<byte> name, ReusableBuffer output)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        if (scanner.Rest is [(byte)'{', ..])
        {
            if (name.SequenceEqual("dynamodb"u8)) { return TryWriteMembers(ref scanner, output); }
            if (!scanner.SkipValue()) { return false; }
            var value = scanner.Bytes[start..scanner.Position];
            if (SdkNames.IsImage(name)) { return TryWriteImage(value, name, output); }
            if (name.SequenceEqual("eventName"u8) && TryFindMember(value, "Value"u8, out var text)) { value = text; }
            if (name.SequenceEqual("ApproximateCreationDateTime"u8) && TryFindMember(value, "epochSecond"u8, out text)) { value = text; }
            JsonMinifier.Minify(value, output);
            return true;
        }
        if (!scanner.SkipValue()) { return false; }
        JsonMinifier.Minify(scanner.Bytes[start..scanner.Position], output);
        return true;
    }

    // An image has at least the keys, so an empty image means that the record has none.
    static bool TryWriteImage(ReadOnlySpan<byte> image, ReadOnlySpan<byte> name, ReusableBuffer output)
    {
        if (name.SequenceEqual("Keys"u8) || name.SequenceEqual("Item"u8) || !image[1..^1].Trim(" \t\r\n"u8).IsEmpty)
        {
            return LooseItemWriter.TryWrite(image, output);
        }
        output.Add("null"u8);
        return true;
    }

    static bool TryFindMember(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> found)
    {
        List<DocumentMember> members = [];
        found = InputDocument.TryRead(value, members, out var document) ? document[name] : default;
        return !found.IsEmpty;
    }
}
