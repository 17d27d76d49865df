using System.Buffers;
using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Reads the part of Ion's text form that exports use (amazon.com ion-docs, "Text encoding"): structs, lists, strings, decimals, integers,
/// booleans, blobs, nulls, and the annotations of DynamoDB's sets. Other values are not supported.
/// </summary>
ref struct IonReader(ReadOnlySpan<byte> text)
{
    const int MaxDepth = 64;

    static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("+-.0123456789dDeE_"u8);
    static readonly SearchValues<byte> SymbolCharacters =
        SearchValues.Create("$_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    readonly ReadOnlySpan<byte> _text = text;
    int _position;

    readonly ReadOnlySpan<byte> Rest => _text[_position..];

    /// <summary>Writes an export's line as DynamoDB JSON; false when the text is not such a line.</summary>
    internal bool TryWriteRecord(ReusableBuffer output)
    {
        if (!TryWriteLine(output, mayNest: true)) { return false; }
        SkipWhiteSpace();
        return Rest.IsEmpty;
    }

    bool TryWriteLine(ReusableBuffer output, bool mayNest)
    {
        if (!TryTake((byte)'{')) { return false; }
        var opening = output.Length;
        output.Add((byte)'{');
        if (!TryTake((byte)'}'))
        {
            do
            {
                var start = output.Length;
                if (!TryWriteName(output)) { return false; }
                if (mayNest && output.Written[start..].SequenceEqual("\"Record\":"u8))
                {
                    // Lines of incremental exports have one member, the record.
                    output.Truncate(opening);
                    return TryWriteLine(output, mayNest: false) && TryTake((byte)'}');
                }
                var isMetadata = output.Written[start..].SequenceEqual("\"Metadata\":"u8);
                if (!(isMetadata ? TryWritePlainMembers(output) : TryWriteMembers(output, 0))) { return false; }
                if (isMetadata) { MoveToFront(output, opening + 1, start); }
                output.Add((byte)',');
            }
            while (TryTake((byte)','));
            output.Truncate(output.Length - 1);
            if (!TryTake((byte)'}')) { return false; }
        }
        output.Add((byte)'}');
        return true;
    }

    // As in exports in DynamoDB JSON: Metadata comes first, so that a reader knows the line as an export's before it reads the keys.
    static void MoveToFront(ReusableBuffer output, int front, int start)
    {
        if (front == start) { return; }
        var members = output.Written[front..start].ToArray();
        var metadata = output.Written[start..].ToArray();
        output.Truncate(front);
        output.Add(metadata);
        output.Add((byte)',');
        output.Add(members.AsSpan(0, members.Length - 1));
    }

    // An item: each member is an attribute value.
    bool TryWriteMembers(ReusableBuffer output, int depth)
    {
        if (depth > MaxDepth || !TryTake((byte)'{')) { return false; }
        output.Add((byte)'{');
        if (!TryTake((byte)'}'))
        {
            do
            {
                if (!TryWriteName(output) || !TryWriteValue(output, depth)) { return false; }
                output.Add((byte)',');
            }
            while (TryTake((byte)','));
            output.Truncate(output.Length - 1);
            if (!TryTake((byte)'}')) { return false; }
        }
        output.Add((byte)'}');
        return true;
    }

    // Numbers as numbers: {WriteTimestampMicros:1680109764000000}.
    bool TryWritePlainMembers(ReusableBuffer output)
    {
        if (!TryTake((byte)'{')) { return false; }
        output.Add((byte)'{');
        do
        {
            if (!TryWriteName(output)) { return false; }
            SkipWhiteSpace();
            var isText = Rest is [(byte)'"', ..];
            if (!isText) { output.Add((byte)'"'); }
            if (!(isText ? TryWriteString(output) : TryWriteNumber(output))) { return false; }
            if (!isText) { output.Add((byte)'"'); }
            output.Add((byte)',');
        }
        while (TryTake((byte)','));
        output.Truncate(output.Length - 1);
        output.Add((byte)'}');
        return TryTake((byte)'}');
    }

    bool TryWriteName(ReusableBuffer output)
    {
        SkipWhiteSpace();
        if (Rest is [(byte)'"', ..])
        {
            if (!TryWriteString(output)) { return false; }
        }
        else if (Rest is [(byte)'\'', ..])
        {
            if (!TryWriteQuoted((byte)'\'', output)) { return false; }
        }
        else
        {
            var length = Rest.IndexOfAnyExcept(SymbolCharacters);
            if (length <= 0) { return false; }
            JsonTextWriter.Write(Rest[..length], output);
            _position += length;
        }
        output.Add((byte)':');
        return TryTake((byte)':');
    }

    bool TryWriteValue(ReusableBuffer output, int depth)
    {
        SkipWhiteSpace();
        if (TryTakeWord("$dynamodb_SS::"u8)) { return TryWriteSet("{\"SS\":["u8, AttributeTag.S, output); }
        if (TryTakeWord("$dynamodb_NS::"u8)) { return TryWriteSet("{\"NS\":["u8, AttributeTag.N, output); }
        if (TryTakeWord("$dynamodb_BS::"u8)) { return TryWriteSet("{\"BS\":["u8, AttributeTag.B, output); }
        if (TryTakeWord("null"u8)) { return Write("{\"NULL\":true}"u8, output); }
        if (TryTakeWord("true"u8)) { return Write("{\"BOOL\":true}"u8, output); }
        if (TryTakeWord("false"u8)) { return Write("{\"BOOL\":false}"u8, output); }
        switch (Rest)
        {
            case [(byte)'"', ..] or [(byte)'\'', (byte)'\'', (byte)'\'', ..]:
                return Write("{\"S\":"u8, output) && TryWriteString(output) && Write("}"u8, output);
            case [(byte)'{', (byte)'{', ..]:
                return Write("{\"B\":\""u8, output) && TryWriteBlob(output) && Write("\"}"u8, output);
            case [(byte)'{', ..]:
                return Write("{\"M\":"u8, output) && TryWriteMembers(output, depth + 1) && Write("}"u8, output);
            case [(byte)'[', ..]:
                return Write("{\"L\":"u8, output) && TryWriteList(output, depth + 1) && Write("}"u8, output);
            default:
                return Write("{\"N\":\""u8, output) && TryWriteNumber(output) && Write("\"}"u8, output);
        }
    }

    bool TryWriteList(ReusableBuffer output, int depth)
    {
        if (depth > MaxDepth || !TryTake((byte)'[')) { return false; }
        output.Add((byte)'[');
        if (!TryTake((byte)']'))
        {
            do
            {
                if (!TryWriteValue(output, depth)) { return false; }
                output.Add((byte)',');
            }
            while (TryTake((byte)','));
            output.Truncate(output.Length - 1);
            if (!TryTake((byte)']')) { return false; }
        }
        output.Add((byte)']');
        return true;
    }

    bool TryWriteSet(ReadOnlySpan<byte> opening, AttributeTag element, ReusableBuffer output)
    {
        if (!TryTake((byte)'[')) { return false; }
        output.Add(opening);
        if (!TryTake((byte)']'))
        {
            do
            {
                SkipWhiteSpace();
                if (element != AttributeTag.S) { output.Add((byte)'"'); }
                var isWritten = element switch
                {
                    AttributeTag.S => TryWriteString(output),
                    AttributeTag.N => TryWriteNumber(output),
                    _ => TryWriteBlob(output),
                };
                if (!isWritten) { return false; }
                if (element != AttributeTag.S) { output.Add((byte)'"'); }
                output.Add((byte)',');
            }
            while (TryTake((byte)','));
            output.Truncate(output.Length - 1);
            if (!TryTake((byte)']')) { return false; }
        }
        return Write("]}"u8, output);
    }

    // 6d2 is 600, 103. is 103: d marks a decimal's exponent, and the point may be the last character.
    bool TryWriteNumber(ReusableBuffer output)
    {
        var length = Rest.IndexOfAnyExcept(NumberCharacters);
        var number = length < 0 ? Rest : Rest[..length];
        _position += number.Length;
        Span<byte> plain = stackalloc byte[64];
        var written = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var value = number[i];
            var isLastOfDigits = i + 1 == number.Length || number[i + 1] is (byte)'d' or (byte)'D' or (byte)'e' or (byte)'E';
            if (value == '_' || (value == '.' && isLastOfDigits)) { continue; }
            if (written == plain.Length) { return false; }
            plain[written++] = value is (byte)'d' or (byte)'D' ? (byte)'E' : value;
        }
        output.Add(plain[..written]);
        return NumberText.TryParse(plain[..written], out _);
    }

    bool TryWriteBlob(ReusableBuffer output)
    {
        if (!TryTakeWord("{{"u8)) { return false; }
        var length = Rest.IndexOf("}}"u8);
        if (length < 0) { return false; }
        var base64 = Rest[..length].Trim(" \t\r\n"u8);
        _position += length + 2;
        output.Add(base64);
        return Base64.IsValid(base64) && !base64.ContainsAny(" \t\r\n"u8);
    }

    bool TryWriteString(ReusableBuffer output)
    {
        if (Rest is [(byte)'"', ..]) { return TryWriteQuoted((byte)'"', output); }
        // Consecutive long strings are one text.
        if (!TryTakeWord("'''"u8)) { return false; }
        output.Add((byte)'"');
        do
        {
            while (!TryTakeWord("'''"u8))
            {
                if (!TryWriteCharacter(output)) { return false; }
            }
            SkipWhiteSpace();
        }
        while (TryTakeWord("'''"u8));
        output.Add((byte)'"');
        return true;
    }

    bool TryWriteQuoted(byte quote, ReusableBuffer output)
    {
        _position++;
        output.Add((byte)'"');
        while (Rest is [var next, ..] && next != quote)
        {
            if (!TryWriteCharacter(output)) { return false; }
        }
        output.Add((byte)'"');
        return TryTakeHere(quote);
    }

    bool TryWriteCharacter(ReusableBuffer output)
    {
        if (Rest.IsEmpty) { return false; }
        if (Rest[0] != '\\')
        {
            JsonTextWriter.WriteContent(Rest[..1], output);
            _position++;
            return true;
        }
        return IonEscapes.TryWrite(_text, ref _position, output);
    }

    bool TryTake(byte expected)
    {
        SkipWhiteSpace();
        return TryTakeHere(expected);
    }

    bool TryTakeHere(byte expected)
    {
        if (Rest is not [var next, ..] || next != expected) { return false; }
        _position++;
        return true;
    }

    bool TryTakeWord(ReadOnlySpan<byte> word)
    {
        if (!Rest.StartsWith(word)) { return false; }
        _position += word.Length;
        return true;
    }

    void SkipWhiteSpace() => _position = Kernels.WhiteSpace.End(_text, _position);

    static bool Write(ReadOnlySpan<byte> text, ReusableBuffer output)
    {
        output.Add(text);
        return true;
    }
}
