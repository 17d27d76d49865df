namespace OrdersPipeline.Results;

/// <summary>The result of a view: values as Athena writes them, null for NULL.</summary>
/// <param name="Name">The view's name.</param>
/// <param name="Columns">The columns in order.</param>
/// <param name="Values">The rows, each with one value per column.</param>
sealed record ResultTable(string Name, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<string?>> Values)
{
    internal IEnumerable<ResultRow> Rows => Values.Select(values => new ResultRow(this, values));

    /// <summary>Returns the index of a column.</summary>
    /// <exception cref="InvalidOperationException">The view has no such column.</exception>
    internal int IndexOf(string column)
    {
        for (var index = 0; index < Columns.Count; index++)
        {
            if (Columns[index].Name == column) { return index; }
        }
        throw new InvalidOperationException(
            $"View '{Name}' has no column '{column}'; expected one of {string.Join(", ", Columns.Select(one => one.Name))}.");
    }
}
