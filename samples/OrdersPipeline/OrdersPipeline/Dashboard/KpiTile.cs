using System.Text.Encodings.Web;
using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>One figure at the top of the page.</summary>
/// <param name="Label">The name of the figure.</param>
/// <param name="Value">The figure over the whole period.</param>
/// <param name="Basis">The period, or the whole of which the figure is a share.</param>
/// <param name="Latest">The latest month's figure, with its month.</param>
/// <param name="Changes">The comparisons of the latest month; an increase is good.</param>
/// <param name="Course">The figure of each month, oldest first.</param>
sealed record KpiTile(
    string Label,
    string Value,
    string Basis,
    string Latest,
    IReadOnlyList<KpiChange> Changes,
    IReadOnlyList<double> Course)
{
    internal static IReadOnlyList<KpiTile> Of(SalesReport report)
    {
        var months = report.Months.Rows.ToList();
        var revenue = months.Sum(row => row.Number("revenue"));
        var orders = months.Sum(row => row.Number("orders"));
        var average = orders == 0 ? 0 : revenue / orders;
        var customers = report.Days.Rows.Sum(row => row.Number("new_customers"));
        return
        [
            Monthly(report, "Revenue", Display.Euro(revenue), "revenue", Display.Euro),
            Monthly(report, "Paid orders", Display.Whole(orders), "orders", Display.Whole),
            Monthly(report, "Average order value", Display.EuroAndCents(average), "average_order_value", Display.EuroAndCents),
            Monthly(report, "Buying customers", Display.Whole(customers), "customers", Display.Whole),
            ReturnRate(report),
        ];
    }

    internal string ToHtml() => $"""
          <article class="tile">
            <h2>{Encode(Label)}</h2>
            <p class="value">{Encode(Value)}</p>
            <p class="basis">{Encode(Basis)}</p>
            <p class="latest">{Encode(Latest)}</p>
            {string.Concat(Changes.Select(change => change.ToHtml()))}{Sparkline.ToSvg(Course)}
          </article>

        """;

    static KpiTile Monthly(SalesReport report, string label, string total, string column, Func<decimal, string> display)
    {
        var months = report.Months.Rows.ToList();
        if (months.Count == 0) { return new KpiTile(label, total, "no month yet", "", [], []); }
        var latest = months[^1];
        var month = latest.Date("order_month");
        KpiChange?[] changes =
        [
            KpiChange.Between(latest, MonthBefore.Of(report.Months, month, 1), column),
            KpiChange.Between(latest, MonthBefore.Of(report.Months, month, 12), column),
        ];
        return new KpiTile(
            label,
            total,
            Display.Months(months.Count),
            $"{Display.MonthSoFar(month, report.LastDay)}: {display(latest.Number(column))}",
            [.. changes.OfType<KpiChange>()],
            [.. months.Select(row => (double)row.Number(column))]);
    }

    // There are two denominators: delivered orders for the returns here, and placed orders in the chart of the stages. The tile shows both.
    static KpiTile ReturnRate(SalesReport report)
    {
        var (placed, delivered, returned) = (Reached(report, "PLACED"), Reached(report, "DELIVERED"), Reached(report, "RETURNED"));
        return new KpiTile(
            "Return rate",
            Display.Percent(Share(returned, delivered)),
            $"{Display.Whole(returned)} of {Display.Whole(delivered)} delivered orders",
            $"{Display.Percent(Share(returned, placed))} of {Display.Whole(placed)} placed orders",
            [],
            []);
    }

    static double Share(decimal part, decimal whole) => whole == 0m ? 0 : (double)(part / whole);

    static decimal Reached(SalesReport report, string stage) =>
        report.Stages.Rows.Where(row => row.Text("stage") == stage).Sum(row => row.Number("orders_reached"));

    static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
