using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A position in UTF-8 JSON. Every method returns false with a <see cref="RecordError"/> on unexpected bytes. No method throws, and none
/// reads outside the bytes.
/// </summary>
ref struct JsonScanner(ReadOnlySpan<byte> bytes, int position)
{
    /// <summary>Largest nesting depth of skipped JSON; attribute values have a separate, lower limit.</summary>
    internal const int MaxJsonDepth = 128;

    internal readonly ReadOnlySpan<byte> Bytes = bytes;
    internal int Position = position;
    internal bool SawWhiteSpace;
    internal RecordError Error;
    internal int ErrorPosition;

    internal readonly ReadOnlySpan<byte> Rest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bytes[Position..];
    }

    internal readonly bool AtEnd => Position >= Bytes.Length;

    internal bool Fail(RecordError error)
    {
        Error = error;
        ErrorPosition = Position;
        return false;
    }

    /// <summary>Does the same as <see cref="Fail"/>, for methods that return an outcome.</summary>
    internal Outcome Malformed(RecordError error)
    {
        Fail(error);
        return Outcome.Malformed;
    }

    internal bool FailHere() => Fail(AtEnd ? RecordError.UnexpectedEnd : RecordError.UnexpectedByte);

    /// <summary>Reads an expected byte, after optional white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Take(byte expected)
    {
        if ((uint)Position < (uint)Bytes.Length && Bytes[Position] == expected)
        {
            Position++;
            return true;
        }
        return TakeSlowly(expected);
    }

    /// <summary>Reads a byte if it is next, after optional white space; never sets an error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryTake(byte expected)
    {
        if ((uint)Position < (uint)Bytes.Length && Bytes[Position] > ' ')
        {
            if (Bytes[Position] != expected) { return false; }
            Position++;
            return true;
        }
        SkipWhiteSpace();
        if (AtEnd || Bytes[Position] != expected) { return false; }
        Position++;
        return true;
    }

    internal void SkipWhiteSpace()
    {
        if ((uint)Position < (uint)Bytes.Length && Bytes[Position] <= ' ') { SkipRun(); }
    }

    // A separate method, so that compact JSON, which AWS sends, doesn't pay for the vectors.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void SkipRun()
    {
        // Most runs are one space.
        if (Bytes[Position] == ' ' && Position + 1 < Bytes.Length && Bytes[Position + 1] > ' ')
        {
            SawWhiteSpace = true;
            Position++;
            return;
        }
        var end = WhiteSpace.End(Bytes, Position);
        SawWhiteSpace |= end > Position;
        Position = end;
    }

    /// <summary>Reads a string; the position is at its opening quote, after optional white space.</summary>
    internal bool ReadString(out JsonText text)
    {
        text = default;
        return Take((byte)'"') && ReadText(out text);
    }

    /// <summary>Reads a string's content and closing quote; the position is after the opening quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool ReadText(out JsonText text)
    {
        var start = Position;
        var end = StringEnd.Find(Bytes, start);
        if ((uint)end < (uint)Bytes.Length && Bytes[end] == '"')
        {
            text = new(start, end - start, Escaped: false);
            Position = end + 1;
            return true;
        }
        return ReadEscapedText(start, end, out text);
    }

    /// <summary>Skips any JSON value.</summary>
    internal bool SkipValue(int depth = 0) => TrySkipScalar(depth) || SkipAnyValue(depth);

    // An attribute value that is a text or a number, as most are: one look at six bytes in place of a name, a colon and a string.
    bool TrySkipScalar(int depth)
    {
        var start = Position;
        if (depth < MaxJsonDepth && AttributeScanner.TryOpenScalar(ref this, out _) && ReadText(out _)
            && (uint)Position < (uint)Bytes.Length && Bytes[Position] == '}')
        {
            Position++;
            return true;
        }
        Position = start;
        return false;
    }

    bool SkipAnyValue(int depth)
    {
        SkipWhiteSpace();
        if (AtEnd) { return Fail(RecordError.UnexpectedEnd); }
        switch (Bytes[Position])
        {
            case (byte)'"':
                return ReadString(out _);
            case (byte)'{':
                return SkipObject(depth + 1);
            case (byte)'[':
                return SkipArray(depth + 1);
            case (byte)'t':
                return TakeLiteral("true"u8);
            case (byte)'f':
                return TakeLiteral("false"u8);
            case (byte)'n':
                return TakeLiteral("null"u8);
            default:
                return ReadNumber(out _);
        }
    }

    internal bool TakeLiteral(ReadOnlySpan<byte> literal)
    {
        SkipWhiteSpace();
        if (!Rest.StartsWith(literal)) { return Fail(RecordError.BadLiteral); }
        Position += literal.Length;
        return true;
    }

    /// <summary>Reads a JSON number (RFC 8259 §6).</summary>
    internal bool ReadNumber(out ReadOnlySpan<byte> number)
    {
        SkipWhiteSpace();
        var start = Position;
        number = default;
        TakeIf((byte)'-');
        var leadingZero = !AtEnd && Bytes[Position] == '0';
        var whole = TakeDigits();
        if (whole == 0 || (leadingZero && whole > 1)) { return NumberError(start); }
        if (TakeIf((byte)'.') && TakeDigits() == 0) { return NumberError(start); }
        if (TakeIf((byte)'e') || TakeIf((byte)'E'))
        {
            _ = TakeIf((byte)'+') || TakeIf((byte)'-');
            if (TakeDigits() == 0) { return NumberError(start); }
        }
        number = Bytes[start..Position];
        return true;
    }

    bool NumberError(int start)
    {
        var atStart = Position == start;
        return Fail(AtEnd ? RecordError.UnexpectedEnd : atStart ? RecordError.UnexpectedByte : RecordError.BadJsonNumber);
    }

    bool TakeIf(byte expected)
    {
        if (AtEnd || Bytes[Position] != expected) { return false; }
        Position++;
        return true;
    }

    int TakeDigits()
    {
        var start = Position;
        var end = start;
        while ((uint)end < (uint)Bytes.Length && char.IsAsciiDigit((char)Bytes[end])) { end++; }
        Position = end;
        return end - start;
    }

    bool SkipObject(int depth)
    {
        if (depth > MaxJsonDepth) { return Fail(RecordError.TooDeep); }
        Position++;
        if (TryTake((byte)'}')) { return true; }
        do
        {
            if (!ReadString(out _) || !Take((byte)':') || !SkipValue(depth)) { return false; }
        }
        while (TryTake((byte)','));
        return Take((byte)'}');
    }

    bool SkipArray(int depth)
    {
        if (depth > MaxJsonDepth) { return Fail(RecordError.TooDeep); }
        Position++;
        if (TryTake((byte)']')) { return true; }
        do
        {
            if (!SkipValue(depth)) { return false; }
        }
        while (TryTake((byte)','));
        return Take((byte)']');
    }

    bool TakeSlowly(byte expected)
    {
        SkipWhiteSpace();
        if (AtEnd || Bytes[Position] != expected) { return FailHere(); }
        Position++;
        return true;
    }

    bool ReadEscapedText(int start, int end, out JsonText text)
    {
        text = default;
        while (end < Bytes.Length)
        {
            switch (Bytes[end])
            {
                case (byte)'"':
                    text = new(start, end - start, Escaped: true);
                    Position = end + 1;
                    return true;
                case (byte)'\\':
                    var length = JsonEscapes.Measure(Bytes[end..], out var error);
                    if (length == 0)
                    {
                        Position = end;
                        return Fail(error);
                    }
                    end = StringEnd.Find(Bytes, end + length);
                    break;
                default:
                    Position = end;
                    return Fail(RecordError.ControlCharacter);
            }
        }
        Position = end;
        return Fail(RecordError.UnexpectedEnd);
    }
}
