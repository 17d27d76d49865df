namespace BiPipeline.Toolkit.Athena;

/// <summary>The columns of a result, shared by all rows.</summary>
sealed class AthenaRowColumns(IReadOnlyList<AthenaColumn> columns)
{
    internal IReadOnlyList<AthenaColumn> All => columns;

    internal int IndexOf(string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) { return i; }
        }
        throw new KeyNotFoundException(
            $"The result has no column '{name}'; expected one of {string.Join(", ", columns.Select(column => column.Name))}.");
    }
}
