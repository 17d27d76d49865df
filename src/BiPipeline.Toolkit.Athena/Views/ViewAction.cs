namespace BiPipeline.Toolkit.Athena;

/// <summary>What is to be done about a view.</summary>
public enum ViewAction
{
    /// <summary>The catalog has it as it should be.</summary>
    Unchanged = 0,

    /// <summary>The catalog doesn't have it.</summary>
    Create,

    /// <summary>The catalog has another text, or something it reads is replaced.</summary>
    Replace,

    /// <summary>
    /// Its text is the same, but a column it reads has vanished, changed its type or moved: Athena refuses such a view or reads it
    /// wrongly.
    /// </summary>
    Stale,

    /// <summary>The toolkit made it, and no file or schema asks for it any more.</summary>
    Orphan,
}
