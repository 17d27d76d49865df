using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>Finds the month that another month compares with.</summary>
static class MonthBefore
{
    /// <summary>The row of the month that many months before; null when the view has none.</summary>
    internal static ResultRow? Of(ResultTable months, DateOnly month, int distance)
    {
        foreach (var row in months.Rows)
        {
            if (row.Date("order_month") == month.AddMonths(-distance)) { return row; }
        }
        return null;
    }
}
