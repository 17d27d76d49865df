using BiPipeline.Toolkit.Athena;

namespace OrdersPipeline.Results;

/// <summary>The rows of the six business views, each ordered by its first column.</summary>
sealed record SalesReport
{
    /// <summary>The views in their order in the report.</summary>
    internal static IReadOnlyList<string> ViewNames { get; } =
        ["revenue_by_category", "monthly_trends", "top_customers", "order_status_funnel", "sales_by_country", "daily_kpis"];

    internal SalesReport(IReadOnlyList<ResultTable> tables)
    {
        Tables = [.. ViewNames.Select(name => tables.FirstOrDefault(table => table.Name == name)
            ?? throw new InvalidOperationException($"The result of view '{name}' is missing."))];
    }

    /// <summary>The tables in the order of <see cref="ViewNames"/>.</summary>
    internal IReadOnlyList<ResultTable> Tables { get; }

    /// <summary>The results of the checks; empty when none were run.</summary>
    internal IReadOnlyList<SqlCheckResult> Checks { get; init; } = [];

    /// <summary>Time of the latest change in the lake; null when the lake is empty.</summary>
    internal DateTimeOffset? LatestChange { get; init; }

    /// <summary>The first day with an order.</summary>
    internal DateOnly FirstDay => Days.Rows.Min(row => row.Date("order_date"));

    /// <summary>The last day with an order.</summary>
    internal DateOnly LastDay => Days.Rows.Max(row => row.Date("order_date"));

    internal ResultTable Categories => Tables[0];

    internal ResultTable Months => Tables[1];

    internal ResultTable Customers => Tables[2];

    internal ResultTable Stages => Tables[3];

    internal ResultTable Countries => Tables[4];

    internal ResultTable Days => Tables[5];
}
