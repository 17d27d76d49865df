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

    /// <summary>Both kinds of annotation in one text; a writer may use either.</summary>
    internal string Annotation => $"{LogicalType} {ConvertedType}".ToUpperInvariant();

    /// <summary>Returns the child with a name: the exact name, else the last one that differs only in case.</summary>
    internal ParquetNode? Find(string name) =>
        Children.FirstOrDefault(child => child.Name == name)
            ?? Children.LastOrDefault(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A text that is equal for files with the same way of reading.</summary>
    internal string Signature => IsGroup
        ? $"{Name}{(Repeated ? "*" : "")}({string.Join(',', Children.Select(child => child.Signature))})"
        : $"{Name}{(Repeated ? "*" : "")}:{PhysicalType}:{Annotation}:{Precision}:{Scale}";
}
