namespace OrdersPipeline.Tests.Oracle;

/// <summary>The business views computed in C#, with decimal for money: a definition of them that shares nothing with the SQL.</summary>
sealed class OracleViews
{
    static readonly string[] Stages = ["PLACED", "PAID", "SHIPPED", "DELIVERED", "RETURNED", "CANCELLED", "WITHDRAWN", "EXPIRED"];

    readonly OracleHistory _history;
    readonly List<OracleOrder> _paid;

    internal OracleViews(OracleHistory history)
    {
        _history = history;
        _paid = [.. history.Orders.Where(order => order.IsPaid)];
    }

    internal static OracleViews Load() => new(OracleHistory.Load());

    internal IReadOnlyList<ExpectedView> All => [RevenueByCategory(), MonthlyTrends(), TopCustomers(), OrderStatusFunnel(), SalesByCountry(), DailyKpis()];

    internal ExpectedView RevenueByCategory()
    {
        var total = _paid.Sum(order => order.Revenue);
        var categories = _paid
            .SelectMany(order => order.Lines.Select(line => (order.OrderId, Line: line)))
            .GroupBy(one => one.Line.Category, StringComparer.Ordinal)
            .Select(group => (Category: group.Key, Orders: (long)group.DistinctBy(one => one.OrderId).Count(), Units: group.Sum(one => one.Line.Units), Revenue: group.Sum(one => one.Line.Amount)))
            .OrderByDescending(one => one.Revenue).ThenBy(one => one.Category, StringComparer.Ordinal);
        return new ExpectedView(
            "revenue_by_category",
            ["revenue_rank", "category", "orders", "units", "revenue", "revenue_share"],
            [.. categories.Select((one, index) => (object?[])[index + 1L, one.Category, one.Orders, one.Units, one.Revenue, Ratio(one.Revenue, total)])]);
    }

    internal ExpectedView MonthlyTrends()
    {
        var revenue = _paid.GroupBy(order => order.Month).ToDictionary(group => group.Key, group => group.Sum(order => order.Revenue));
        return new ExpectedView(
            "monthly_trends",
            ["order_month", "orders", "customers", "revenue", "average_order_value", "revenue_month_before", "revenue_growth"],
            [.. _paid.GroupBy(order => order.Month).OrderBy(group => group.Key).Select(group =>
            {
                decimal? before = revenue.TryGetValue(group.Key.AddMonths(-1), out var found) ? found : null;
                return (object?[])
                [
                    group.Key, (long)group.Count(), Customers(group), revenue[group.Key], Average(group), before,
                    before is { } value ? (object?)Ratio(revenue[group.Key] - value, value) : null,
                ];
            })]);
    }

    internal ExpectedView TopCustomers()
    {
        var customers = _paid.GroupBy(order => order.CustomerId, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(order => order.Revenue)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(20);
        return new ExpectedView(
            "top_customers",
            ["revenue_rank", "customer_id", "customer_name", "country_code", "country", "orders", "units", "revenue", "average_order_value", "first_order_date", "last_order_date"],
            [.. customers.Select((group, index) =>
            {
                var latest = group.OrderBy(order => order.CreatedAt).ThenBy(order => order.OrderId, StringComparer.Ordinal).Last();
                return (object?[])
                [
                    index + 1L, group.Key, latest.CustomerName, latest.CountryCode, latest.Country, (long)group.Count(), group.Sum(order => order.Units),
                    group.Sum(order => order.Revenue), Average(group), group.Min(order => order.Day), group.Max(order => order.Day),
                ];
            })]);
    }

    internal ExpectedView OrderStatusFunnel()
    {
        var now = _history.Orders.ToLookup(order => order.Status == "PENDING" ? "PLACED" : order.Status, order => order.OrderId);
        var placed = _history.Reached["PLACED"].Count();
        return new ExpectedView(
            "order_status_funnel",
            ["stage_order", "stage", "orders_reached", "orders_now", "share_of_placed"],
            [.. Stages.Select((stage, index) =>
            {
                var reached = _history.Reached[stage].Count();
                return (object?[])[index + 1L, stage, (long)reached, (long)(now[stage].Count() + _history.RemovedByStage[stage].Count()), Ratio(reached, placed)];
            })]);
    }

    internal ExpectedView SalesByCountry()
    {
        var total = _paid.Sum(order => order.Revenue);
        var countries = _paid.GroupBy(order => order.CountryCode, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(order => order.Revenue)).ThenBy(group => group.Key, StringComparer.Ordinal);
        return new ExpectedView(
            "sales_by_country",
            ["revenue_rank", "country_code", "country", "orders", "customers", "units", "revenue", "average_order_value", "revenue_share"],
            [.. countries.Select((group, index) =>
            {
                var revenue = group.Sum(order => order.Revenue);
                return (object?[])
                [
                    index + 1L, group.Key, group.Max(order => order.Country), (long)group.Count(), Customers(group), group.Sum(order => order.Units),
                    revenue, Average(group), Ratio(revenue, total),
                ];
            })]);
    }

    internal ExpectedView DailyKpis()
    {
        var firstDays = _paid.GroupBy(order => order.CustomerId, StringComparer.Ordinal).Select(group => group.Min(order => order.Day)).ToList();
        return new ExpectedView(
            "daily_kpis",
            ["order_date", "orders_placed", "orders_paid", "orders_pending", "orders_cancelled", "orders_returned", "units", "revenue", "average_order_value", "new_customers", "orders_with_rescued_values"],
            [.. _history.Orders.GroupBy(order => order.Day).OrderBy(group => group.Key).Select(group =>
            {
                var paid = group.Where(order => order.IsPaid).ToList();
                return (object?[])
                [
                    group.Key, (long)group.Count(), (long)paid.Count, In(group, "PENDING"), In(group, "CANCELLED"), In(group, "RETURNED"), paid.Sum(order => order.Units),
                    paid.Sum(order => order.Revenue), paid.Count == 0 ? (object?)null : Average(paid), (long)firstDays.Count(day => day == group.Key), (long)group.Count(order => order.HasRescued),
                ];
            })]);
    }

    static long In(IEnumerable<OracleOrder> orders, string status) => orders.Count(order => order.Status == status);

    static long Customers(IEnumerable<OracleOrder> orders) => orders.Select(order => order.CustomerId).Distinct(StringComparer.Ordinal).Count();

    static decimal Average(IEnumerable<OracleOrder> orders) =>
        decimal.Round(orders.Sum(order => order.Revenue) / orders.Count(), 2, MidpointRounding.AwayFromZero);

    static double Ratio(decimal part, decimal whole) => (double)part / (double)whole;
}
