namespace BiPipeline.Toolkit;

/// <summary>Name and type of a stored column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The column's type.</param>
/// <param name="Comment">Description for readers; null for none.</param>
public sealed record ColumnSpec(string Name, DataType Type, string? Comment = null);
