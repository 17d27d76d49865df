namespace BiPipeline.Toolkit.Glue;

/// <summary>The service's error codes that callers act on.</summary>
static class GlueErrorCodes
{
    /// <summary>The database, table or partition is not there.</summary>
    internal const string EntityNotFound = "EntityNotFoundException";

    /// <summary>The database, table or partition is there already.</summary>
    internal const string AlreadyExists = "AlreadyExistsException";

    /// <summary>Another writer was faster.</summary>
    internal const string ConcurrentModification = "ConcurrentModificationException";

    /// <summary>A name or value is not valid.</summary>
    internal const string InvalidInput = "InvalidInputException";

    /// <summary>The caller may not do this.</summary>
    internal const string AccessDenied = "AccessDeniedException";
}
