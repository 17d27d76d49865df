using System.Buffers;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>The spellings of type tags: DynamoDB's own, and those of SDKs and old backups, which differ in case.</summary>
static class AttributeTags
{
    /// <summary>Whether an object begins with a type tag of any spelling; white space is allowed.</summary>
    internal static bool BeginsValue(ReadOnlySpan<byte> value)
    {
        var scanner = new JsonScanner(value, 0);
        return scanner.TryTake((byte)'{') && scanner.ReadString(out var name) && TryParse(name.In(value), out _);
    }

    /// <summary>Reads a tag in any case; <c>NUL</c> is the Java SDK's NULL.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> name, out AttributeTag tag)
    {
        Span<byte> upper = stackalloc byte[4];
        tag = default;
        if (name.Length is 0 or > 4) { return false; }
        if (Ascii.ToUpper(name, upper, out _) != OperationStatus.Done) { return false; }
        (tag, var isKnown) = upper[..name.Length] switch
        {
            [(byte)'S'] => (AttributeTag.S, true),
            [(byte)'N'] => (AttributeTag.N, true),
            [(byte)'B'] => (AttributeTag.B, true),
            [(byte)'M'] => (AttributeTag.M, true),
            [(byte)'L'] => (AttributeTag.L, true),
            [(byte)'S', (byte)'S'] => (AttributeTag.SS, true),
            [(byte)'N', (byte)'S'] => (AttributeTag.NS, true),
            [(byte)'B', (byte)'S'] => (AttributeTag.BS, true),
            [(byte)'N', (byte)'U', (byte)'L'] or [(byte)'N', (byte)'U', (byte)'L', (byte)'L'] => (AttributeTag.Null, true),
            [(byte)'B', (byte)'O', (byte)'O', (byte)'L'] => (AttributeTag.Bool, true),
            _ => (default, false),
        };
        return isKnown;
    }

    /// <summary>Returns DynamoDB's spelling.</summary>
    internal static ReadOnlySpan<byte> NameOf(AttributeTag tag) => tag switch
    {
        AttributeTag.S => "S"u8,
        AttributeTag.N => "N"u8,
        AttributeTag.B => "B"u8,
        AttributeTag.Bool => "BOOL"u8,
        AttributeTag.Null => "NULL"u8,
        AttributeTag.M => "M"u8,
        AttributeTag.L => "L"u8,
        AttributeTag.SS => "SS"u8,
        AttributeTag.NS => "NS"u8,
        _ => "BS"u8,
    };
}
