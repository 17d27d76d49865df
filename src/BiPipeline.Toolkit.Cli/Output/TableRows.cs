using System.Globalization;
using System.Text;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Rows as a table for people: numbers to the right, NULL spelt out, control characters as blanks.</summary>
static class TableRows
{
    internal static string Of(LocalAthenaResult result)
    {
        if (result.Columns.Count == 0) { return "done\n"; }
        string[][] rows = [.. result.Rows.Select(row => row.Select(Cell).ToArray())];
        int[] widths = [.. result.Columns.Select((column, i) => rows.Select(row => Width(row[i])).Append(Width(column.Name)).Max())];
        bool[] toRight = [.. result.Columns.Select(column => IsNumber(column.ResultType))];

        var table = new StringBuilder();
        Append(table, [.. result.Columns.Select(column => column.Name)], widths, toRight);
        table.AppendJoin("-+-", widths.Select(width => new string('-', width))).Append('\n');
        foreach (var row in rows) { Append(table, row, widths, toRight); }
        return table.Append(CultureInfo.InvariantCulture, $"({rows.Length:N0} row{(rows.Length == 1 ? "" : "s")})\n").ToString();
    }

    static bool IsNumber(string type) =>
        type is "tinyint" or "smallint" or "integer" or "bigint" or "decimal" or "real" or "float" or "double";

    static void Append(StringBuilder table, string[] cells, int[] widths, bool[] toRight)
    {
        var line = string.Join(
            " | ",
            cells.Select((cell, i) => toRight[i] ? new string(
                ' ',
                widths[i] - Width(cell)) + cell : cell + new string(' ', widths[i] - Width(cell))));
        table.Append(line.TrimEnd()).Append('\n');
    }

    static string Cell(string? value) => value is null ? "NULL" : string.Create(value.Length, value, static (cell, text) =>
    {
        for (var i = 0; i < cell.Length; i++) { cell[i] = char.IsControl(text[i]) ? ' ' : text[i]; }
    });

    static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
