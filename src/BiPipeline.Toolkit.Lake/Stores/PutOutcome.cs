namespace BiPipeline.Toolkit.Lake;

/// <summary>The result of a conditional put.</summary>
public enum PutOutcome
{
    /// <summary>The put wrote the object.</summary>
    Created = 0,

    /// <summary>The object exists from an earlier put. Names identify contents, so it has the same rows.</summary>
    AlreadyExists,
}
