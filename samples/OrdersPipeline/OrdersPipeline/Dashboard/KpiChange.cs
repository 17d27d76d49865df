using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>The change of a month's figure against another month.</summary>
/// <param name="Ratio">The relative change: 0.25 is 25 % more.</param>
/// <param name="Against">The other month.</param>
sealed record KpiChange(double Ratio, DateOnly Against)
{
    /// <summary>Returns the change; null without the other month, or when its figure is zero.</summary>
    internal static KpiChange? Between(ResultRow month, ResultRow? other, string column) =>
        other is { } before && before.Number(column) is var value and not 0m
            ? new((double)((month.Number(column) - value) / value), before.Date("order_month"))
            : null;

    internal string ToHtml()
    {
        var (tone, arrow) = Ratio >= 0 ? ("good", "▲") : ("bad", "▼");
        return $"<p class=\"change\"><span class=\"{tone}\">{arrow} {Display.Percent(Math.Abs(Ratio))}</span> vs "
            + $"{Display.Month(Against)}</p>";
    }
}
