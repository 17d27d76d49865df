namespace BiPipeline.Toolkit.Glue;

/// <summary>The service's error codes that callers act on.</summary>
public static class GlueErrorCodes
{
    /// <summary>The database, table or partition is not there.</summary>
    public const string EntityNotFound = "EntityNotFoundException";

    /// <summary>The database, table or partition is there already.</summary>
    public const string AlreadyExists = "AlreadyExistsException";

    /// <summary>Another writer was faster.</summary>
    public const string ConcurrentModification = "ConcurrentModificationException";

    /// <summary>A name or value is not valid.</summary>
    public const string InvalidInput = "InvalidInputException";

    /// <summary>The caller may not do this.</summary>
    public const string AccessDenied = "AccessDeniedException";
}
