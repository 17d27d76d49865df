namespace BiPipeline.Toolkit.Glue;

/// <summary>A database or table already exists.</summary>
public sealed class GlueAlreadyExistsException(string message, Exception? innerException = null)
    : GlueException(GlueErrorCodes.AlreadyExists, message, innerException);
