using System.Buffers.Binary;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Opens and closes attribute values: <c>{"S":"…"}</c>. Between the two calls the position is inside the value's content.
/// </summary>
static class AttributeScanner
{
    // In compact JSON, which AWS sends, four bytes decide both the tag and the opening.
    const uint TextTag = 'S' | ('"' << 8) | (':' << 16) | ((uint)'"' << 24);
    const uint NumberTag = 'N' | ('"' << 8) | (':' << 16) | ((uint)'"' << 24);
    const uint BinaryTag = 'B' | ('"' << 8) | (':' << 16) | ((uint)'"' << 24);
    const uint MapTag = 'M' | ('"' << 8) | (':' << 16) | ((uint)'{' << 24);
    const uint ListTag = 'L' | ('"' << 8) | (':' << 16) | ((uint)'[' << 24);
    const uint BooleanTag = 'B' | ('O' << 8) | ('O' << 16) | ((uint)'L' << 24);
    const uint NullTag = 'N' | ('U' << 8) | ('L' << 16) | ((uint)'L' << 24);
    const uint TextSetTag = 'S' | ('S' << 8) | ('"' << 16) | ((uint)':' << 24);
    const int WordLength = sizeof(uint);

    // The brace and the tag of a text and of a number, six bytes each.
    const ulong TextOpening = '{' | ('"' << 8) | ((ulong)TextTag << 16);
    const ulong NumberOpening = '{' | ('"' << 8) | ((ulong)NumberTag << 16);
    const int ScalarOpeningLength = 6;
    const ulong ScalarOpeningMask = (1UL << (8 * ScalarOpeningLength)) - 1;

    // The same with a space after the colon, as Python writes JSON.
    const ulong SpacedTextOpening =
        '{' | ('"' << 8) | ('S' << 16) | ((ulong)'"' << 24) | ((ulong)':' << 32) | ((ulong)' ' << 40) | ((ulong)'"' << 48);
    const ulong SpacedNumberOpening =
        '{' | ('"' << 8) | ('N' << 16) | ((ulong)'"' << 24) | ((ulong)':' << 32) | ((ulong)' ' << 40) | ((ulong)'"' << 48);
    const int SpacedOpeningLength = 7;
    const ulong SpacedOpeningMask = (1UL << (8 * SpacedOpeningLength)) - 1;

    /// <summary>Opens a value; the position is before its brace, with optional white space.</summary>
    /// <remarks>
    /// The position afterwards: for S, N, B after the opening quote; for M, L and sets after the opening bracket; for BOOL and NULL after
    /// the colon.
    /// </remarks>
    internal static bool Open(ref JsonScanner scanner, out AttributeTag tag)
    {
        tag = default;
        if (!scanner.Take((byte)'{')) { return false; }
        if (scanner.TryTake((byte)'}')) { return scanner.Fail(RecordError.EmptyAttributeValue); }
        return scanner.Take((byte)'"') && OpenTag(ref scanner, out tag);
    }

    /// <summary>Opens a text or a number in compact JSON; keeps the position before any other value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryOpenScalar(ref JsonScanner scanner, out AttributeTag tag)
    {
        tag = AttributeTag.S;
        if (!BinaryPrimitives.TryReadUInt64LittleEndian(scanner.Rest, out var word)) { return false; }
        word &= ScalarOpeningMask;
        if (word != TextOpening)
        {
            if (word != NumberOpening) { return false; }
            tag = AttributeTag.N;
        }
        scanner.Position += ScalarOpeningLength;
        return true;
    }

    /// <summary>Opens a text or a number with one space after the tag's colon; keeps the position before any other value.</summary>
    internal static bool TryOpenSpacedScalar(ref JsonScanner scanner, out AttributeTag tag)
    {
        tag = AttributeTag.S;
        if (!BinaryPrimitives.TryReadUInt64LittleEndian(scanner.Rest, out var word)) { return false; }
        word &= SpacedOpeningMask;
        if (word != SpacedTextOpening)
        {
            if (word != SpacedNumberOpening) { return false; }
            tag = AttributeTag.N;
        }
        scanner.Position += SpacedOpeningLength;
        scanner.SawWhiteSpace = true;
        return true;
    }

    /// <summary>Opens a value; the position is after the opening quote of its tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool OpenTag(ref JsonScanner scanner, out AttributeTag tag)
    {
        if (BinaryPrimitives.TryReadUInt32LittleEndian(scanner.Rest, out var word))
        {
            switch (word)
            {
                case TextTag:
                    tag = AttributeTag.S;
                    scanner.Position += WordLength;
                    return true;
                case NumberTag:
                    tag = AttributeTag.N;
                    scanner.Position += WordLength;
                    return true;
                case MapTag:
                    tag = AttributeTag.M;
                    scanner.Position += WordLength;
                    return true;
                case ListTag:
                    tag = AttributeTag.L;
                    scanner.Position += WordLength;
                    return true;
                case BinaryTag:
                    tag = AttributeTag.B;
                    scanner.Position += WordLength;
                    return true;
                case NullTag when scanner.Rest[WordLength..].StartsWith("\":"u8):
                    tag = AttributeTag.Null;
                    scanner.Position += WordLength + 2;
                    return true;
                case BooleanTag when scanner.Rest[WordLength..].StartsWith("\":"u8):
                    tag = AttributeTag.Bool;
                    scanner.Position += WordLength + 2;
                    return true;
                case TextSetTag when scanner.Rest[WordLength..] is [(byte)'[', ..]:
                    tag = AttributeTag.SS;
                    scanner.Position += WordLength + 1;
                    return true;
            }
        }
        return OpenTagSlowly(ref scanner, out tag);
    }

    /// <summary>Closes a value; the position is after its content.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Close(ref JsonScanner scanner)
    {
        if ((uint)scanner.Position < (uint)scanner.Bytes.Length && scanner.Bytes[scanner.Position] == '}')
        {
            scanner.Position++;
            return true;
        }
        return CloseSlowly(ref scanner);
    }

    /// <summary>Reads the content of a BOOL.</summary>
    internal static bool ReadBoolean(ref JsonScanner scanner, out bool value)
    {
        scanner.SkipWhiteSpace();
        value = scanner.Rest.StartsWith("true"u8);
        return scanner.TakeLiteral(value ? "true"u8 : "false"u8);
    }

    /// <summary>Reads the content of a NULL.</summary>
    internal static bool ReadNull(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        if (!scanner.Rest.StartsWith("true"u8)) { return scanner.Fail(RecordError.NullNotTrue); }
        scanner.Position += 4;
        return true;
    }

    static bool OpenTagSlowly(ref JsonScanner scanner, out AttributeTag tag)
    {
        tag = default;
        if (!scanner.ReadText(out var text)) { return false; }
        // The longest tag has four letters: 24 bytes when each is a \u escape.
        Span<byte> unescaped = stackalloc byte[24];
        if (text.Length > unescaped.Length || !TryParse(unescaped[..JsonEscapes.Unescape(text.In(scanner.Bytes), unescaped)], out tag))
        {
            return scanner.Fail(RecordError.UnknownTag);
        }
        if (!scanner.Take((byte)':')) { return false; }
        return tag switch
        {
            AttributeTag.S or AttributeTag.N or AttributeTag.B => scanner.Take((byte)'"'),
            AttributeTag.M => scanner.Take((byte)'{'),
            AttributeTag.L or AttributeTag.SS or AttributeTag.NS or AttributeTag.BS => scanner.Take((byte)'['),
            _ => true,
        };
    }

    /// <summary>Reads a tag in DynamoDB's spelling.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> name, out AttributeTag tag)
    {
        (tag, var known) = name switch
        {
            [(byte)'S'] => (AttributeTag.S, true),
            [(byte)'N'] => (AttributeTag.N, true),
            [(byte)'B'] => (AttributeTag.B, true),
            [(byte)'M'] => (AttributeTag.M, true),
            [(byte)'L'] => (AttributeTag.L, true),
            [(byte)'S', (byte)'S'] => (AttributeTag.SS, true),
            [(byte)'N', (byte)'S'] => (AttributeTag.NS, true),
            [(byte)'B', (byte)'S'] => (AttributeTag.BS, true),
            [(byte)'B', (byte)'O', (byte)'O', (byte)'L'] => (AttributeTag.Bool, true),
            [(byte)'N', (byte)'U', (byte)'L', (byte)'L'] => (AttributeTag.Null, true),
            _ => (default, false),
        };
        return known;
    }

    static bool CloseSlowly(ref JsonScanner scanner)
    {
        if (scanner.TryTake((byte)'}')) { return true; }
        return !scanner.AtEnd && scanner.Bytes[scanner.Position] == ',' ? scanner.Fail(RecordError.SeveralTags) : scanner.FailHere();
    }
}
