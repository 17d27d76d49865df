using System.Globalization;
using System.Text;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes rows as a readable table: numbers to the right, NULL as a word, control characters as blanks.</summary>
static class TableRows
{
    const string Gap = " | ";

    /// <summary>Returns the table; as records when a row would not fit the terminal.</summary>
    /// <param name="result">The rows.</param>
    /// <param name="terminalWidth">The terminal's number of columns; null when the output is not a terminal.</param>
    internal static string Of(LocalAthenaResult result, int? terminalWidth)
    {
        if (result.Columns.Count == 0) { return "done\n"; }
        string[][] rows = [.. QueryRows.Of(result).Select(row => row.Select(Cell).ToArray())];
        int[] widths = [.. result.Columns.Select((column, i) => rows.Select(row => Width(row[i])).Append(Width(column.Name)).Max())];
        if (terminalWidth < widths.Sum() + (Gap.Length * (widths.Length - 1))) { return RecordRows.Of(result); }
        bool[] toRight = [.. result.Columns.Select(column => IsNumber(column.ResultType))];

        var table = new StringBuilder();
        Append(table, [.. result.Columns.Select(column => column.Name)], widths, toRight);
        table.AppendJoin("-+-", widths.Select(width => new string('-', width))).Append('\n');
        foreach (var row in rows) { Append(table, row, widths, toRight); }
        return table.Append('(').Append(Count.Of(rows.Length, "row")).Append(")\n").ToString();
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

    static void Append(StringBuilder table, string[] cells, int[] widths, bool[] toRight)
    {
        var line = string.Join(
            Gap,
            cells.Select((cell, i) => toRight[i] ? new string(
                ' ',
                widths[i] - Width(cell)) + cell : cell + new string(' ', widths[i] - Width(cell))));
        table.Append(line.TrimEnd()).Append('\n');
    }
}
