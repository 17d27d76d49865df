namespace BiPipeline.Toolkit.Glue;

/// <summary>One registered partition.</summary>
/// <param name="Values">The values in the order of the table's partition keys.</param>
/// <param name="Storage">Columns, location and format. Later changes of the table do not affect them.</param>
public sealed record GluePartition(IReadOnlyList<string> Values, GlueStorageDescriptor Storage)
{
    /// <summary>Properties. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool Equals(GluePartition? other) =>
        other is not null
        && Content.Same(Values, other.Values)
        && Storage.Equals(other.Storage)
        && Content.Same(Parameters, other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Content.Hash(Values), Storage, Content.Hash(Parameters));
}
