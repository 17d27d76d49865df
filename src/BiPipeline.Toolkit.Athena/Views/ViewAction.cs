namespace BiPipeline.Toolkit.Athena;

/// <summary>The action on a view.</summary>
public enum ViewAction
{
    /// <summary>The catalog's view needs no change.</summary>
    Unchanged = 0,

    /// <summary>The catalog does not have the view.</summary>
    Create,

    /// <summary>The catalog's view has another text, or a view that it reads is replaced.</summary>
    Replace,

    /// <summary>
    /// The text is the same, but a column that it reads was removed, changed its type or moved. Athena refuses such a view or reads it
    /// wrongly.
    /// </summary>
    Stale,

    /// <summary>The toolkit created the view, and no file or schema contains it now.</summary>
    Orphan,
}
