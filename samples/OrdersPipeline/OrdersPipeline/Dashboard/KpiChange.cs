using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>How a month's figure compares with another month's.</summary>
/// <param name="Ratio">The relative change: 0.25 is 25 % more.</param>
/// <param name="Against">The month that it compares with.</param>
sealed record KpiChange(double Ratio, DateOnly Against)
{
    /// <summary>Null without the other month, or when its figure is zero.</summary>
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
