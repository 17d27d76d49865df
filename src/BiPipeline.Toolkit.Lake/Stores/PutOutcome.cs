namespace BiPipeline.Toolkit.Lake;

/// <summary>What a conditional put did.</summary>
public enum PutOutcome
{
    /// <summary>The object was written.</summary>
    Created = 0,

    /// <summary>An object of this key was there: since names tell contents, it was delivered before.</summary>
    AlreadyExists,
}
