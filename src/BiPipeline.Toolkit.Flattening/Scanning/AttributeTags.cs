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
        if (name.Length > upper.Length || Ascii.ToUpper(name, upper, out var length) != OperationStatus.Done) { return false; }
        return AttributeScanner.TryParse(upper[..length].SequenceEqual("NUL"u8) ? "NULL"u8 : upper[..length], out tag);
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
