namespace BiPipeline.Toolkit.Glue;

/// <summary>The service's error codes that callers handle.</summary>
static class GlueErrorCodes
{
    /// <summary>The database, table or partition does not exist.</summary>
    internal const string EntityNotFound = "EntityNotFoundException";

    /// <summary>The database, table or partition already exists.</summary>
    internal const string AlreadyExists = "AlreadyExistsException";

    /// <summary>Another writer changed the table first.</summary>
    internal const string ConcurrentModification = "ConcurrentModificationException";

    /// <summary>A name or value is not valid.</summary>
    internal const string InvalidInput = "InvalidInputException";

    /// <summary>The caller lacks a permission.</summary>
    internal const string AccessDenied = "AccessDeniedException";
}
