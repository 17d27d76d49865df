namespace BiPipeline.Toolkit.Glue;

/// <summary>A database of the catalog.</summary>
/// <param name="Name">The name in lower case; the catalog converts it.</param>
public sealed record GlueDatabase(string Name)
{
    /// <summary>Description for readers, at most 2,048 characters. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>The location of tables without their own. Default: none.</summary>
    public string? LocationUri { get; init; }

    /// <summary>Properties. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool Equals(GlueDatabase? other) =>
        other is not null
        && Name == other.Name && Description == other.Description && LocationUri == other.LocationUri
        && Content.Same(Parameters, other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Description, LocationUri, Content.Hash(Parameters));
}
