namespace BiPipeline.Toolkit;

/// <summary>The errors of <see cref="ColumnBuilder"/>. Messages name columns, never values.</summary>
static class ColumnThrow
{
    [DoesNotReturn]
    internal static void WrongType(ColumnBuilder column, string value) =>
        throw new ArgumentException($"'{column.Path}' is {column.Type}; it does not accept {value}.", nameof(value));

    [DoesNotReturn]
    internal static void Mismatch(ColumnBuilder column, string problem) =>
        throw new ArgumentException($"'{column.Path}': {problem}.", nameof(column));

    /// <summary>Returns why a column does not have one value per row or struct; null when it has.</summary>
    internal static string? ProblemOfCount(string path, Column column, int wanted)
    {
        if (column.HasOpenValue) { return Open(path); }
        if (column.Count == wanted) { return null; }
        return column.Count < wanted
            ? $"'{path}' has no value; expected one. Append a value or NULL."
            : $"'{path}' has {column.Count - wanted + 1} values; expected one.";
    }

    internal static string Open(string path) => $"'{path}' has an open value; expected a closed one. Call End.";

    internal static InvalidOperationException Not(ColumnBuilder column, string kind) =>
        new($"'{column.Path}' is {column.Type}, not {kind}.");
}
