namespace BiPipeline.Toolkit.Glue;

/// <summary>The location and the format of a table or partition.</summary>
public sealed record GlueStorageDescriptor
{
    /// <summary>The columns in order, without partition keys. Default: none.</summary>
    public IReadOnlyList<GlueColumn> Columns { get; init; } = [];

    /// <summary>The folder, such as <c>s3://bucket/processed/orders/</c>; empty for a view.</summary>
    public string? Location { get; init; }

    /// <summary>Class of the input format; null for a view.</summary>
    public string? InputFormat { get; init; }

    /// <summary>Class of the output format; null for a view.</summary>
    public string? OutputFormat { get; init; }

    /// <summary>The format of rows. Default: none.</summary>
    public GlueSerDe? SerDe { get; init; }

    /// <summary>Properties. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Members of the service's model without a property here. An update sends them back unchanged.</summary>
    public IReadOnlyDictionary<string, JsonElement> Other { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <inheritdoc/>
    public bool Equals(GlueStorageDescriptor? other) =>
        other is not null
        && Location == other.Location && InputFormat == other.InputFormat && OutputFormat == other.OutputFormat
        && EqualityComparer<GlueSerDe?>.Default.Equals(SerDe, other.SerDe)
        && Content.Same(Columns, other.Columns) && Content.Same(Parameters, other.Parameters) && Content.Same(Other, other.Other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Location, InputFormat, OutputFormat, SerDe, Content.Hash(Columns), Content.Hash(Parameters), Other.Count);
}
