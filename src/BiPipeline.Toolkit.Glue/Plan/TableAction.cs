namespace BiPipeline.Toolkit.Glue;

/// <summary>The action on a table.</summary>
public enum TableAction
{
    /// <summary>The catalog's table needs no change.</summary>
    Unchanged = 0,

    /// <summary>The catalog does not have the table.</summary>
    Create,

    /// <summary>The catalog's table is older or has fewer columns.</summary>
    Update,

    /// <summary>The catalog's table cannot become the schema's.</summary>
    Refuse,
}
