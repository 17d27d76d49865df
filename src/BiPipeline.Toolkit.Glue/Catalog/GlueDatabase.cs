namespace BiPipeline.Toolkit.Glue;

/// <summary>A database of the catalog.</summary>
/// <param name="Name">The name, lower case: the catalog folds it.</param>
public sealed record GlueDatabase(string Name)
{
    /// <summary>Text for people, at most 2,048 characters. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>Where tables without a location of their own lie. Default: none.</summary>
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
