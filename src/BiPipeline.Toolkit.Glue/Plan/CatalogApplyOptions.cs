namespace BiPipeline.Toolkit.Glue;

/// <summary>How a catalog is changed.</summary>
public sealed record CatalogApplyOptions
{
    /// <summary>Changes are written, replaced versions kept.</summary>
    public static CatalogApplyOptions Default { get; } = new();

    /// <summary>Write nothing: applying fails when there is anything to do. Default false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Don't keep the versions that updates replace; the account's versions are limited (quota "Table versions"). Default false.</summary>
    public bool SkipArchive { get; init; }

    /// <summary>How often a table is read again and merged when another writer was faster, 1 to 1,000. Default 50.</summary>
    public int MaxAttempts { get; init; } = 50;
}
