namespace BiPipeline.Toolkit.Glue;

/// <summary>What changes in a table.</summary>
public enum CatalogChangeKind
{
    /// <summary>A column is added at the end.</summary>
    AddColumn = 0,

    /// <summary>A column's type becomes one that reads old files too.</summary>
    WidenColumn,

    /// <summary>A comment, description or property changes.</summary>
    SetProperty,

    /// <summary>A property of the toolkit goes.</summary>
    RemoveProperty,

    /// <summary>Something differs that can't be changed in place.</summary>
    Refuse,

    /// <summary>Something differs and stays as it is, because what is there serves both.</summary>
    Keep,
}
