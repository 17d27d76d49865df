using System.Globalization;
using System.Text;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes rows one below another, with a line per column, for results that are wider than the terminal.</summary>
static class RecordRows
{
    internal static string Of(LocalAthenaResult result)
    {
        if (result.Columns.Count == 0) { return "done\n"; }
        var rows = QueryRows.Of(result);
        var width = result.Columns.Max(column => TableRows.Width(column.Name));
        var text = new StringBuilder();
        foreach (var (number, row) in rows.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"-[ row {number + 1} ]-").Append('\n');
            for (var i = 0; i < row.Count; i++)
            {
                var name = result.Columns[i].Name;
                text.Append(name).Append(' ', width - TableRows.Width(name)).Append(" | ").Append(TableRows.Cell(row[i])).Append('\n');
            }
        }
        return text.Append('(').Append(Count.Of(rows.Count, "row")).Append(")\n").ToString();
    }
}
