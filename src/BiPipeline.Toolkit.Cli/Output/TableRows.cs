using System.Globalization;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes rows as a readable table: numbers to the right, NULL as a word, control characters as blanks.</summary>
static class TableRows
{
    /// <summary>Returns the table; as records when a row would not fit the terminal.</summary>
    /// <param name="result">The rows.</param>
    /// <param name="terminalWidth">The terminal's number of columns; null when the output is not a terminal.</param>
    internal static string Of(LocalAthenaResult result, int? terminalWidth)
    {
        if (result.Columns.Count == 0) { return "done\n"; }
        string[][] rows = [.. QueryRows.Of(result).Select(row => row.Select(Cell).ToArray())];
        var table = new TextTable(
            [.. result.Columns.Select(column => column.Name)], [.. result.Columns.Select(column => IsNumber(column.ResultType))], rows);
        return terminalWidth < table.Width ? RecordRows.Of(result) : $"{table}({Count.Of(rows.Length, "row")})\n";
    }

    /// <summary>Returns a value on one line.</summary>
    internal static string Cell(string? value) => value is null ? "NULL" : string.Create(value.Length, value, static (cell, text) =>
    {
        for (var i = 0; i < cell.Length; i++) { cell[i] = char.IsControl(text[i]) ? ' ' : text[i]; }
    });

    /// <summary>Returns the number of columns of a text on a terminal.</summary>
    internal static int Width(string text) => new StringInfo(text).LengthInTextElements;

    static bool IsNumber(string type) =>
        type is "tinyint" or "smallint" or "integer" or "bigint" or "decimal" or "real" or "float" or "double";
}
