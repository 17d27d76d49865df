namespace BiPipeline.Toolkit.Glue;

/// <summary>A table or view as the catalog holds it.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="Definition">What it is; change it with <c>with</c> and send it back by <see cref="IGlueCatalog.UpdateTableAsync"/>.</param>
/// <param name="VersionId">The version that was read: an update that names it is refused when another was faster.
/// Null when the catalog has none.</param>
public sealed record GlueTable(string Database, GlueTableInput Definition, string? VersionId)
{
    /// <summary>When it was created; null when the catalog doesn't say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was last changed; null when the catalog doesn't say.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The name.</summary>
    public string Name => Definition.Name;
}
