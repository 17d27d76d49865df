using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The first rows of a failed check, below its line.</summary>
static class CheckRows
{
    const int LongestCell = 60;

    internal static IEnumerable<string> Of(SqlCheckResult result)
    {
        if (result.FirstRows.Count == 0) { yield break; }
        string[][] rows = [[.. result.Columns], .. result.FirstRows.Select(row => row.Select(Cell).ToArray())];
        int[] widths = [.. result.Columns.Select((_, i) => rows.Max(row => TableRows.Width(row[i])))];
        foreach (var row in rows)
        {
            var cells = row.Select((cell, i) => cell + new string(' ', widths[i] - TableRows.Width(cell)));
            yield return $"      {string.Join(" | ", cells)}".TrimEnd();
        }
        var more = result.Rows - result.FirstRows.Count;
        if (more > 0) { yield return $"      … {Count.Of(more, "more row")}"; }
    }

    static string Cell(string? value)
    {
        var cell = TableRows.Cell(value);
        return cell.Length > LongestCell ? $"{cell[..(LongestCell - 1)]}…" : cell;
    }
}
