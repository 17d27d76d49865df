using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>Writes the best customers as rows of an HTML table, with a bar for the revenue.</summary>
static class CustomerTable
{
    const int Shown = 9;

    internal static string ToHtml(ResultTable customers)
    {
        var html = new StringBuilder();
        var rows = customers.Rows.Take(Shown).ToList();
        var highest = rows.Count == 0 ? 1m : rows.Max(row => row.Number("revenue"));
        foreach (var row in rows)
        {
            // An SVG attribute in place of an inline style, because the page's policy allows only the styles of its sheet.
            var width = (row.Number("revenue") / highest * 100m).ToString("0.#", CultureInfo.InvariantCulture);
            html.Append("<tr><td class=\"name\">").Append(Encode(row.Text("customer_name")))
                .Append("<svg class=\"bar\" viewBox=\"0 0 100 3\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"")
                .Append(width)
                .Append("\" height=\"3\"/></svg></td><td class=\"code\">")
                .Append(Encode(row.Text("country_code"))).Append("</td><td>").Append(Display.Whole(row.Number("orders")))
                .Append("</td><td>").Append(Display.Euro(row.Number("revenue"))).Append("</td></tr>\n");
        }
        return html.ToString();
    }

    static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
