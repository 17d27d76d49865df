namespace BiPipeline.Toolkit.Glue;

/// <summary>One update of a table: the whole new definition, as the catalog replaces all of it.</summary>
/// <param name="Table">The new definition.</param>
/// <param name="VersionId">The version that the definition was made from; null overwrites whatever is there.</param>
public sealed record GlueTableUpdate(GlueTableInput Table, string? VersionId)
{
    /// <summary>Don't keep the replaced version; the account's versions are limited (quota "Table versions"). Default false.</summary>
    public bool SkipArchive { get; init; }
}
