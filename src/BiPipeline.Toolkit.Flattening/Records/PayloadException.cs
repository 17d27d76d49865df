namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A payload can't be read as a whole, so none of its records were added: it is not JSON, it ends too early, or the schema refuses its
/// kind.
/// </summary>
public sealed class PayloadException : Exception
{
    internal PayloadException(string message, long offset)
        : base(string.Create(CultureInfo.InvariantCulture, $"{message} (byte {offset})")) => Offset = offset;

    /// <summary>Whether the payload is the manifest of an export.</summary>
    internal bool IsManifest { get; init; }

    /// <summary>Offset of the error, in bytes from the start of the payload.</summary>
    public long Offset { get; }
}
