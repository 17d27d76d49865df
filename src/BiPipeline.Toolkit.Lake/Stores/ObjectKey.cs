namespace BiPipeline.Toolkit.Lake;

/// <summary>The rules of keys: 1 to 1,024 UTF-8 bytes (S3 user guide, "Object key names"), no empty, <c>.</c> or <c>..</c> segment, no backslash, no control character.</summary>
static class ObjectKey
{
    const int MaxBytes = 1024;

    /// <summary>Refuses a key that breaks a rule.</summary>
    /// <exception cref="ArgumentException">The key breaks a rule.</exception>
    internal static void Check(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes is 0 or > MaxBytes) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An object key has {bytes} bytes; it must have 1 to {MaxBytes}."), nameof(key)); }
        if (key.Any(character => char.IsControl(character) || character == '\\') || key.Split('/').Any(segment => segment is "" or "." or ".."))
        {
            throw new ArgumentException("An object key has an empty, '.' or '..' segment, a backslash or a control character, so it could leave its root.", nameof(key));
        }
    }
}
