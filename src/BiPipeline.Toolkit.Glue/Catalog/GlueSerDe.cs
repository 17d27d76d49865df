namespace BiPipeline.Toolkit.Glue;

/// <summary>The format of rows.</summary>
/// <param name="SerializationLibrary">The SerDe's class; null in a view.</param>
public sealed record GlueSerDe(string? SerializationLibrary)
{
    /// <summary>The SerDe's name. Default: none.</summary>
    public string? Name { get; init; }

    /// <summary>The SerDe's properties. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool Equals(GlueSerDe? other) =>
        other is not null
        && SerializationLibrary == other.SerializationLibrary && Name == other.Name
        && Content.Same(Parameters, other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SerializationLibrary, Name, Content.Hash(Parameters));
}
