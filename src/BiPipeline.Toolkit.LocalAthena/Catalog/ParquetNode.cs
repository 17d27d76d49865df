namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A node of a Parquet file's schema.</summary>
sealed record ParquetNode(
    string Name,
    string? PhysicalType,
    string? LogicalType,
    string? ConvertedType,
    int Precision,
    int Scale,
    bool Repeated,
    IReadOnlyList<ParquetNode> Children)
{
    internal bool IsGroup => Children.Count > 0;

    /// <summary>The annotation in one text, whichever of the two ways the writer chose.</summary>
    internal string Annotation => $"{LogicalType} {ConvertedType}".ToUpperInvariant();

    /// <summary>The child of this name: exactly, else without regard to case, the last one.</summary>
    internal ParquetNode? Find(string name) =>
        Children.FirstOrDefault(child => child.Name == name)
            ?? Children.LastOrDefault(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Equal for files that can be read alike.</summary>
    internal string Signature => IsGroup
        ? $"{Name}{(Repeated ? "*" : "")}({string.Join(',', Children.Select(child => child.Signature))})"
        : $"{Name}{(Repeated ? "*" : "")}:{PhysicalType}:{Annotation}:{Precision}:{Scale}";
}
