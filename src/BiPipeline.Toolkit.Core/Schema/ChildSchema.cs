namespace BiPipeline.Toolkit;

/// <summary>A list of maps written as its own table, one row an element.</summary>
/// <param name="Table">The child table's name.</param>
/// <param name="Path">The list's path in the item.</param>
/// <param name="Columns">Columns of an element; their paths begin at the element.</param>
public sealed record ChildSchema(string Table, AttributePath Path, IReadOnlyList<SchemaColumn> Columns);
