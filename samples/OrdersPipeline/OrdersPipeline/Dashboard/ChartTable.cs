using System.Text;
using System.Text.Encodings.Web;
using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>Writes the values of a chart as an HTML table, for readers who do not see the chart and for copying.</summary>
static class ChartTable
{
    const string None = "–";

    internal static string Months(SalesReport report) => ToHtml(
        "Revenue by month", ["Month", "Revenue", "Orders", "vs month before", "vs year before"], report.Months,
        row =>
            [Month(row), Euro(row), Whole(row, "orders"), Signed(row.RatioOrNull("revenue_growth")), Signed(OnYear(report, row)?.Ratio)]);

    internal static string Stages(SalesReport report) => ToHtml(
        "Order status", ["Stage", "Reached", "There now", "% of placed"], report.Stages,
        row => [row.Text("stage"), Whole(row, "orders_reached"), Whole(row, "orders_now"), Percent(row, "share_of_placed")]);

    internal static string Categories(SalesReport report) => ToHtml(
        "Revenue by category", ["Category", "Revenue", "Units", "% of revenue"], report.Categories,
        row => [row.Text("category"), Euro(row), Whole(row, "units"), Percent(row, "revenue_share")]);

    internal static string Countries(SalesReport report) => ToHtml(
        "Revenue by country", ["Country", "Revenue", "Orders", "% of revenue"], report.Countries,
        row => [row.Text("country"), Euro(row), Whole(row, "orders"), Percent(row, "revenue_share")]);

    internal static string Days(SalesReport report) => ToHtml(
        "Revenue by day", ["Day", "Placed", "Paid", "Revenue"], report.Days,
        row =>
            [row.Text("order_date"), Whole(row, "orders_placed"), Whole(row, "orders_paid"), Display.EuroAndCents(row.Number("revenue"))]);

    // A long table scrolls, so the keyboard must reach it.
    static string ToHtml(string label, string[] columns, ResultTable view, Func<ResultRow, string[]> cells)
    {
        var html = new StringBuilder("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
            .Append(Encode(label)).Append("\"><table>\n<thead><tr>");
        foreach (var column in columns) { html.Append("<th scope=\"col\">").Append(Encode(column)).Append("</th>"); }
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in view.Rows.Select(cells))
        {
            html.Append("<tr><th scope=\"row\">").Append(Encode(row[0])).Append("</th>");
            foreach (var cell in row.AsSpan(1)) { html.Append("<td>").Append(Encode(cell)).Append("</td>"); }
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table></div>\n").ToString();
    }

    static KpiChange? OnYear(SalesReport report, ResultRow row) =>
        KpiChange.Between(row, MonthBefore.Of(report.Months, row.Date("order_month"), 12), "revenue");

    static string Month(ResultRow row) => Display.Month(row.Date("order_month"));

    static string Euro(ResultRow row) => Display.Euro(row.Number("revenue"));

    static string Whole(ResultRow row, string column) => Display.Whole(row.Number(column));

    static string Percent(ResultRow row, string column) => row.RatioOrNull(column) is { } ratio ? Display.Percent(ratio) : None;

    static string Signed(double? ratio) => ratio is { } value ? Display.SignedPercent(value) : None;

    static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
