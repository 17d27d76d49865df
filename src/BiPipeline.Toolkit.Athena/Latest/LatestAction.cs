namespace BiPipeline.Toolkit.Athena;

/// <summary>The action on a latest table.</summary>
public enum LatestAction
{
    /// <summary>The catalog's table needs no change.</summary>
    Unchanged = 0,

    /// <summary>The catalog does not have the table. The view reads the lake until a refresh has filled it.</summary>
    Create,

    /// <summary>The table gets columns, or wider types.</summary>
    Alter,

    /// <summary>No schema needs the table. Its rows are deleted with it, after no view reads it.</summary>
    Orphan,
}
