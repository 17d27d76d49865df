using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>Finds the month for a comparison.</summary>
static class MonthBefore
{
    /// <summary>Returns the row of an earlier month; null when the view has none.</summary>
    internal static ResultRow? Of(ResultTable months, DateOnly month, int distance)
    {
        foreach (var row in months.Rows)
        {
            if (row.Date("order_month") == month.AddMonths(-distance)) { return row; }
        }
        return null;
    }
}
