namespace BiPipeline.Toolkit.Glue;

/// <summary>A table or view in the catalog.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="Definition">The definition. Change it with <c>with</c> and send it to <see cref="IGlueCatalog.UpdateTableAsync"/>.</param>
/// <param name="VersionId">The version that was read. The catalog refuses an update from another version.
/// Null when the catalog has no versions.</param>
public sealed record GlueTable(string Database, GlueTableInput Definition, string? VersionId)
{
    /// <summary>Time of creation; null when the catalog does not have it.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Time of the last change; null when the catalog does not have it.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The name.</summary>
    public string Name => Definition.Name;
}
