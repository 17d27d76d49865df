using System.Text.Encodings.Web;
using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>One figure at the top of the page, with its latest month and its course.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The figure over the whole period.</param>
/// <param name="Latest">The latest month's figure.</param>
/// <param name="Change">Relative change against the month before; null without one.</param>
/// <param name="RiseIsGood">Whether a rise is good news.</param>
/// <param name="Course">The figure a month, oldest first.</param>
sealed record KpiTile(string Label, string Value, string Latest, double? Change, bool RiseIsGood, IReadOnlyList<double> Course)
{
    internal static IReadOnlyList<KpiTile> Of(SalesReport report)
    {
        var months = report.Months.Rows.ToList();
        var revenue = months.Sum(row => row.Number("revenue"));
        var orders = months.Sum(row => row.Number("orders"));
        var returns = ReturnShares(report);
        var delivered = Reached(report, "DELIVERED");
        var returned = Reached(report, "RETURNED");
        return
        [
            Monthly("Revenue", Display.Euro(revenue), months, "revenue", Display.Euro),
            Monthly("Paid orders", Display.Whole(orders), months, "orders", Display.Whole),
            Monthly("Average order value", Display.EuroAndCents(orders == 0 ? 0 : revenue / orders), months, "average_order_value", Display.EuroAndCents),
            Monthly("Buying customers", Display.Whole(report.Days.Rows.Sum(row => row.Number("new_customers"))), months, "customers", Display.Whole),
            new KpiTile(
                "Return rate",
                Display.Percent(delivered == 0 ? 0 : returned / delivered),
                FormattableString.Invariant($"{Display.Whole((decimal)returned)} of {Display.Whole((decimal)delivered)} delivered orders"),
                Change: null,
                RiseIsGood: false,
                returns),
        ];
    }

    internal string ToHtml()
    {
        var change = Change is { } value ? $" <span class=\"{(value >= 0 == RiseIsGood ? "good" : "bad")}\">{(value >= 0 ? "▲" : "▼")} {Display.Percent(Math.Abs(value))}</span>" : "";
        return $"""
              <article class="tile">
                <h2>{Encode(Label)}</h2>
                <p class="value">{Encode(Value)}</p>
                <p class="latest">{Encode(Latest)}{change}</p>
                {Sparkline.ToSvg(Course)}
              </article>

            """;
    }

    static KpiTile Monthly(string label, string total, List<ResultRow> months, string column, Func<decimal, string> display)
    {
        if (months.Count == 0) { return new KpiTile(label, total, "no month yet", null, RiseIsGood: true, []); }
        var latest = months[^1].Number(column);
        var before = months.Count > 1 ? months[^2].Number(column) : 0m;
        var change = before == 0m ? (double?)null : (double)((latest - before) / before);
        return new KpiTile(label, total, $"{Display.ShortMonth(months[^1].Date("order_month"))} {display(latest)}", change, RiseIsGood: true, [.. months.Select(row => (double)row.Number(column))]);
    }

    static List<double> ReturnShares(SalesReport report) =>
    [
        .. report.Days.Rows
            .GroupBy(row => (row.Date("order_date").Year, row.Date("order_date").Month))
            .OrderBy(month => month.Key)
            .Select(month => Share(month.Sum(row => row.Number("orders_returned")), month.Sum(row => row.Number("orders_paid") + row.Number("orders_returned")))),
    ];

    static double Share(decimal part, decimal whole) => whole == 0m ? 0 : (double)(part / whole);

    static double Reached(SalesReport report, string stage) => (double)report.Stages.Rows.Where(row => row.Text("stage") == stage).Sum(row => row.Number("orders_reached"));

    static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
