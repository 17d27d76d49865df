namespace BiPipeline.Toolkit;

/// <summary>What <see cref="ColumnBuilder"/> refuses. Messages name columns, never values.</summary>
static class ColumnThrow
{
    [DoesNotReturn]
    internal static void WrongType(ColumnBuilder column, string value) =>
        throw new ArgumentException($"'{column.Path}' is {column.Type}; it does not take {value}.", nameof(value));

    [DoesNotReturn]
    internal static void Unfit(ColumnBuilder column, string problem) =>
        throw new ArgumentException($"'{column.Path}': {problem}.", nameof(column));

    /// <summary>Why a column does not have as many values as its rows or structs; null when it has.</summary>
    internal static string? ProblemOfCount(string path, Column column, int wanted)
    {
        if (column.HasOpenValue) { return Open(path); }
        if (column.Count == wanted) { return null; }
        return column.Count < wanted
            ? $"'{path}' has no value; append one, or NULL."
            : $"'{path}' has {column.Count - wanted + 1} values where one is wanted.";
    }

    internal static string Open(string path) => $"'{path}' has a value that was begun; close it with End.";

    internal static InvalidOperationException Not(ColumnBuilder column, string kind) =>
        new($"'{column.Path}' is {column.Type}, not {kind}.");
}
