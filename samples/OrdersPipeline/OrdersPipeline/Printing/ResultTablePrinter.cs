using System.Globalization;
using OrdersPipeline.Results;
using Spectre.Console;

namespace OrdersPipeline.Printing;

/// <summary>Prints a view's rows.</summary>
static class ResultTablePrinter
{
    // Padding on both sides, and the separator of two columns.
    const int ColumnFrame = 3;

    /// <summary>
    /// Prints at most <paramref name="rows"/> rows, the latest of a series of days, and as many columns as fit, with a note when there are
    /// more.
    /// </summary>
    internal static void Print(IAnsiConsole console, ResultTable result, int rows)
    {
        var isCourse = result.Columns is [{ Type: "date" }, ..];
        var values = (isCourse ? result.Values.TakeLast(rows) : result.Values.Take(rows)).ToList();
        var named = Enumerable.Range(0, result.Columns.Count).Where(index => !IsKeyOfAName(result, index)).ToList();
        var shown = Fitting(result, values, named, console.Profile.Width);

        var table = new Table
        {
            Border = TableBorder.Simple,
            Title = new TableTitle(Markup.Escape(result.Name), new Style(decoration: Decoration.Bold)),
        };
        foreach (var column in shown.Select(index => result.Columns[index]))
        {
            table.AddColumn(new TableColumn(Markup.Escape(Header(column)))
            {
                Alignment = CellText.IsNumeric(column) ? Justify.Right : Justify.Left,
                NoWrap = true,
                Padding = new Padding(1, 0, 1, 0),
            });
        }
        foreach (var row in values)
        {
            table.AddRow([.. shown.Select(index => Markup.Escape(CellText.Of(result.Columns[index], row[index])))]);
        }
        if (Caption(result.Values.Count, rows, isCourse, named.Count - shown.Count) is { } caption)
        {
            table.Caption = new TableTitle(caption, new Style(decoration: Decoration.Dim));
        }
        console.Write(table);
    }

    // A number on two lines would be misread, so a column that does not fit is omitted.
    static List<int> Fitting(ResultTable result, List<IReadOnlyList<string?>> values, List<int> columns, int width)
    {
        var left = width - 1;
        return [.. columns.TakeWhile(index =>
        {
            var column = result.Columns[index];
            left -= ColumnFrame + Math.Max(
                Header(column).Split('\n').Max(word => word.Length),
                values.Select(row => CellText.Of(column, row[index]).Length).DefaultIfEmpty(0).Max());
            return left >= 0;
        })];
    }

    static string? Caption(int all, int rows, bool isCourse, int hidden)
    {
        List<string> parts = [];
        if (all > rows)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"the {(isCourse ? "last" : "first")} {rows} of {all} rows"));
        }
        if (hidden > 0)
        {
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{hidden} more {(hidden == 1 ? "column" : "columns")} in a wider terminal"));
        }
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    static string Header(ResultColumn column) => column.Name.Replace('_', '\n');

    // customer_id beside customer_name and country_code beside country add no information, but need width.
    static bool IsKeyOfAName(ResultTable result, int index)
    {
        var name = result.Columns[index].Name;
        return (name.EndsWith("_id", StringComparison.Ordinal) && Has($"{name[..^3]}_name"))
            || (name.EndsWith("_code", StringComparison.Ordinal) && Has(name[..^5]));

        bool Has(string other) => result.Columns.Any(column => column.Name == other);
    }
}
