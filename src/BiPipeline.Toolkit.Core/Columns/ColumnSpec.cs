namespace BiPipeline.Toolkit;

/// <summary>Name and type of a column as it is stored.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The column's type.</param>
/// <param name="Comment">Text for people; null for none.</param>
public sealed record ColumnSpec(string Name, DataType Type, string? Comment = null);
