using System.Buffers;
using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>A document and its members, from which forms are recognized. Text that is not JSON is a document without members.</summary>
readonly ref struct InputDocument
{
    readonly List<DocumentMember> _members;

    InputDocument(ReadOnlySpan<byte> bytes, List<DocumentMember> members)
    {
        Bytes = bytes;
        _members = members;
    }

    internal ReadOnlySpan<byte> Bytes { get; }

    internal List<DocumentMember> Members => _members;

    /// <summary>Creates a document without members, for text that is not JSON.</summary>
    internal static InputDocument OfText(ReadOnlySpan<byte> text, List<DocumentMember> members)
    {
        members.Clear();
        return new(text, members);
    }

    /// <summary>Reads a document's members; false when it is not a JSON object.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, List<DocumentMember> members, out InputDocument document)
    {
        members.Clear();
        document = new(bytes, members);
        var scanner = new JsonScanner(bytes, 0);
        if (!scanner.TryTake((byte)'{')) { return false; }
        if (scanner.TryTake((byte)'}')) { return scanner.AtEnd; }
        do
        {
            if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return false; }
            scanner.SkipWhiteSpace();
            var start = scanner.Position;
            if (!scanner.SkipValue()) { return false; }
            members.Add(new(name, start..scanner.Position));
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}') && scanner.AtEnd;
    }

    internal ReadOnlySpan<byte> NameOf(DocumentMember member) => member.Name.In(Bytes);

    /// <summary>Returns the member's name with its quotes.</summary>
    internal ReadOnlySpan<byte> QuotedNameOf(DocumentMember member) => Bytes.Slice(member.Name.Start - 1, member.Name.Length + 2);

    internal ReadOnlySpan<byte> ValueOf(DocumentMember member) => Bytes[member.Value];

    /// <summary>The value of a member; empty when the document has no such member.</summary>
    internal ReadOnlySpan<byte> this[ReadOnlySpan<byte> name]
    {
        get
        {
            foreach (var member in _members)
            {
                if (NameOf(member).SequenceEqual(name)) { return ValueOf(member); }
            }
            return default;
        }
    }

    internal bool HasText(ReadOnlySpan<byte> name) => this[name] is [(byte)'"', ..];

    internal bool HasList(ReadOnlySpan<byte> name) => this[name] is [(byte)'[', ..];

    internal bool HasObject(ReadOnlySpan<byte> name) => this[name] is [(byte)'{', ..];

    /// <summary>Writes a member's text without its escapes; empty when the member is not text.</summary>
    internal ReadOnlySpan<byte> Text(ReadOnlySpan<byte> name, ReusableBuffer output)
    {
        output.Clear();
        if (this[name] is not [(byte)'"', .. var content, (byte)'"']) { return default; }
        output.Advance(JsonEscapes.Unescape(content, output.GetSpan(content.Length)));
        return output.Written;
    }

    /// <summary>Decodes a member in base64; false when it is not base64 text.</summary>
    internal bool TryDecode(ReadOnlySpan<byte> name, ReusableBuffer output)
    {
        if (!HasText(name)) { return false; }
        var length = Text(name, output).Length;
        output.Clear();
        if (Base64.DecodeFromUtf8InPlace(output.GetSpan(length)[..length], out var decoded) != OperationStatus.Done) { return false; }
        output.Advance(decoded);
        return true;
    }
}
