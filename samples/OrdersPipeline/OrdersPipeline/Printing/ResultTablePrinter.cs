using System.Globalization;
using OrdersPipeline.Results;
using Spectre.Console;

namespace OrdersPipeline.Printing;

/// <summary>Prints a view's rows.</summary>
static class ResultTablePrinter
{
    /// <summary>Prints at most <paramref name="rows"/> rows, the latest of a course of days, and says how many there are.</summary>
    internal static void Print(IAnsiConsole console, ResultTable result, int rows)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(result.Name), new Style(decoration: Decoration.Bold)), ShowRowSeparators = false };
        foreach (var column in result.Columns)
        {
            var header = new TableColumn(Markup.Escape(column.Name.Replace('_', ' '))) { Alignment = CellText.IsNumeric(column) ? Justify.Right : Justify.Left, NoWrap = column.Type == "date" };
            table.AddColumn(header);
        }
        var isCourse = result.Columns is [{ Type: "date" }, ..];
        foreach (var row in isCourse ? result.Values.TakeLast(rows) : result.Values.Take(rows))
        {
            table.AddRow([.. row.Select((value, index) => Markup.Escape(CellText.Of(result.Columns[index], value)))]);
        }
        if (result.Values.Count > rows)
        {
            table.Caption = new TableTitle(string.Create(CultureInfo.InvariantCulture, $"the {(isCourse ? "last" : "first")} {rows} of {result.Values.Count} rows"), new Style(decoration: Decoration.Dim));
        }
        console.Write(table);
    }
}
