namespace BiPipeline.Toolkit;

/// <summary>The schema of a list of maps that becomes a separate table, with one row per element.</summary>
/// <param name="Table">The child table's name.</param>
/// <param name="Path">The list's path in the item.</param>
/// <param name="Columns">Columns of an element; their paths start at the element.</param>
public sealed record ChildSchema(string Table, AttributePath Path, IReadOnlyList<SchemaColumn> Columns);
