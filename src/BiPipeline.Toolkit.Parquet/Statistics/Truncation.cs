using System.Text;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// Truncates long bounds: a truncated minimum is not larger than the original, and a truncated maximum is not smaller.
/// </summary>
static class Truncation
{
    /// <summary>Returns the truncated length of a minimum; never splits a character.</summary>
    internal static int MinLength(ReadOnlySpan<byte> value, int maxLength, bool isText)
    {
        if (value.Length <= maxLength) { return value.Length; }
        return isText ? CharacterStart(value, maxLength) : maxLength;
    }

    /// <summary>Truncates a maximum and increases its last possible byte or character. Returns false when there is none.</summary>
    internal static bool TryMax(ReadOnlySpan<byte> value, int maxLength, bool isText, Span<byte> target, out int length)
    {
        value[..maxLength].CopyTo(target);
        length = MinLength(value, maxLength, isText);
        while (length > 0)
        {
            if (isText ? TryRaiseCharacter(target, ref length) : TryRaiseByte(target, ref length)) { return true; }
        }
        return false;
    }

    static bool TryRaiseByte(Span<byte> bytes, ref int length)
    {
        if (bytes[length - 1] < byte.MaxValue)
        {
            bytes[length - 1]++;
            return true;
        }
        length--;
        return false;
    }

    // UTF-8 sorts like code points, so the next code point of the same or a greater length is larger.
    static bool TryRaiseCharacter(Span<byte> bytes, ref int length)
    {
        var start = CharacterStart(bytes[..length], length - 1);
        if (Rune.DecodeFromUtf8(bytes[start..length], out var rune, out _) != OperationStatus.Done)
        {
            return TryRaiseByte(bytes, ref length);
        }
        var next = rune.Value == 0xd7ff ? 0xe000 : rune.Value + 1;
        length = start;
        if (!Rune.TryCreate(next, out var raised) || raised.Utf8SequenceLength > rune.Utf8SequenceLength) { return false; }
        length += raised.EncodeToUtf8(bytes[start..]);
        return true;
    }

    // The start of the character that contains the byte at this index.
    static int CharacterStart(ReadOnlySpan<byte> value, int place)
    {
        var start = place;
        while (start > 0 && start > place - 3 && (value[start] & 0xc0) == 0x80) { start--; }
        return start;
    }
}
