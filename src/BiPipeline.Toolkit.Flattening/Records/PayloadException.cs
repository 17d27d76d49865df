namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// A payload as a whole can't be read, so nothing of it was taken: it is not JSON, it ends too early, or it is of a kind that the schema
/// refuses.
/// </summary>
public sealed class PayloadException : Exception
{
    internal PayloadException(string message, long offset)
        : base(string.Create(CultureInfo.InvariantCulture, $"{message} (byte {offset})")) => Offset = offset;

    /// <summary>Where in the payload, in bytes from its start.</summary>
    public long Offset { get; }
}
