using System.Text;

namespace BiPipeline.Toolkit.Cli;

/// <summary>A table of text: a line of names, a rule, then the rows.</summary>
sealed class TextTable
{
    const string Gap = " | ";

    readonly string[] _names;
    readonly bool[] _toRight;
    readonly string[][] _rows;
    readonly int[] _widths;

    /// <summary>Creates a table.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="toRight">Whether each column is aligned to the right, as numbers are.</param>
    /// <param name="rows">The cells, each on one line.</param>
    internal TextTable(string[] names, bool[] toRight, string[][] rows)
    {
        (_names, _toRight, _rows) = (names, toRight, rows);
        _widths = [.. names.Select((name, i) => rows.Select(row => TableRows.Width(row[i])).Append(TableRows.Width(name)).Max())];
    }

    /// <summary>Number of columns of a terminal that it takes.</summary>
    internal int Width => _widths.Sum() + (Gap.Length * (_widths.Length - 1));

    /// <summary>Returns the lines, each with its end.</summary>
    public override string ToString()
    {
        var table = new StringBuilder();
        Append(table, _names);
        table.AppendJoin("-+-", _widths.Select(width => new string('-', width))).Append('\n');
        foreach (var row in _rows) { Append(table, row); }
        return table.ToString();
    }

    void Append(StringBuilder table, string[] cells)
    {
        var line = string.Join(Gap, cells.Select((cell, i) =>
        {
            var blanks = new string(' ', _widths[i] - TableRows.Width(cell));
            return _toRight[i] ? blanks + cell : cell + blanks;
        }));
        table.Append(line.TrimEnd()).Append('\n');
    }
}
