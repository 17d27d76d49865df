namespace BiPipeline.Toolkit.Glue;

/// <summary>A database, table or partition does not exist.</summary>
public sealed class GlueEntityNotFoundException(string message, Exception? innerException = null)
    : GlueException(GlueErrorCodes.EntityNotFound, message, innerException);
