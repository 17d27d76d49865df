namespace BiPipeline.Toolkit.Glue;

/// <summary>The kind of a change in a table.</summary>
public enum CatalogChangeKind
{
    /// <summary>A column is added at the end.</summary>
    AddColumn = 0,

    /// <summary>A column gets a wider type, with which Athena still reads old files.</summary>
    WidenColumn,

    /// <summary>A comment, description or property changes.</summary>
    SetProperty,

    /// <summary>A property of the toolkit is removed.</summary>
    RemoveProperty,

    /// <summary>A difference cannot be changed in place.</summary>
    Refuse,

    /// <summary>A difference stays, because the catalog's value is sufficient.</summary>
    Keep,
}
