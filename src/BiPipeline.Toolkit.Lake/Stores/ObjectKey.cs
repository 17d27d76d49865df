namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// The rules of keys: 1 to 1,024 UTF-8 bytes (S3 user guide, "Object key names"), no empty, <c>.</c> or <c>..</c> segment, no backslash, no
/// ASCII control character. Other characters are valid, because Hive does not escape them in a partition's name.
/// </summary>
static class ObjectKey
{
    const int MaxBytes = 1024;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses a key that breaks a rule.</summary>
    /// <exception cref="ArgumentException">The key breaks a rule.</exception>
    internal static void Check(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!TryCount(key, out var bytes)) { LakeThrow.KeyCharacters(nameof(key)); }
        if (bytes is 0 or > MaxBytes) { LakeThrow.KeyLength(bytes, MaxBytes, nameof(key)); }
        if (!key.Split('/').All(IsSegment)) { LakeThrow.KeySegment(nameof(key)); }
    }

    /// <summary>Whether a text is a valid segment of a key.</summary>
    internal static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..") && segment.All(character => character is >= ' ' and not '\x7f' and not '\\');

    static bool TryCount(string key, out int bytes)
    {
        try
        {
            bytes = Strict.GetByteCount(key);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = 0;
            return false;
        }
    }
}
