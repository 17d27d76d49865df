namespace BiPipeline.Toolkit.Glue;

/// <summary>A column or partition key of a catalog table.</summary>
/// <param name="Name">The name, 1 to 255 characters.</param>
/// <param name="Type">The type in Hive's grammar, such as <c>array&lt;struct&lt;sku:string&gt;&gt;</c>.</param>
/// <param name="Comment">Description for readers, at most 255 characters; null for none.</param>
public sealed record GlueColumn(string Name, string? Type, string? Comment = null)
{
    /// <summary>Properties. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool Equals(GlueColumn? other) =>
        other is not null
        && Name == other.Name && Type == other.Type && Comment == other.Comment
        && Content.Same(Parameters, other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Comment, Content.Hash(Parameters));
}
