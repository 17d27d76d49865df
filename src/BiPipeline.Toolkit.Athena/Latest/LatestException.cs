namespace BiPipeline.Toolkit.Athena;

/// <summary>A latest table can't be refreshed or changed as it is. The message has the reason and the way out.</summary>
public sealed class LatestException : Exception
{
    /// <summary>Creates the exception.</summary>
    public LatestException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
