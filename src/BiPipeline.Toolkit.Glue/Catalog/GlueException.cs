namespace BiPipeline.Toolkit.Glue;

/// <summary>The catalog refused a call.</summary>
public class GlueException : Exception
{
    /// <summary>Creates the exception with the service's code.</summary>
    public GlueException(string errorCode, string message, Exception? innerException = null)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>The service's code, such as one of <see cref="GlueErrorCodes"/>.</summary>
    public string ErrorCode { get; }
}
