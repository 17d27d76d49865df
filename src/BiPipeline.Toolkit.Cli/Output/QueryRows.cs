using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>A result's rows with one cell per column.</summary>
static class QueryRows
{
    /// <summary>
    /// Returns the rows. Splits those of <c>DESCRIBE</c>, which Athena sends as one text with tabs between padded fields, into their
    /// declared columns.
    /// </summary>
    internal static IReadOnlyList<IReadOnlyList<string?>> Of(LocalAthenaResult result) =>
        [.. result.Rows.Select(row => row.Count == result.Columns.Count ? row : Cut(row, result.Columns.Count))];

    static string?[] Cut(IReadOnlyList<string?> row, int columns)
    {
        var cells = new string?[columns];
        var fields = string.Join('\t', row).Split('\t', columns);
        for (var i = 0; i < columns; i++) { cells[i] = i < fields.Length ? fields[i].Trim() : ""; }
        return cells;
    }
}
