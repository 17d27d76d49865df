namespace OrdersPipeline.Tests.Oracle;

/// <summary>Spot checks of the oracle with literals that were counted by hand or with another program.</summary>
public sealed class OracleViewsTests
{
    static readonly OracleViews Views = OracleViews.Load();

    [Fact]
    public void All_TheSample_HasSixViewsOfTheseSizes() =>
        Views.All.Select(view => (view.Name, view.Rows.Count)).ShouldBe(
        [
            ("revenue_by_category", 6), ("monthly_trends", 14), ("top_customers", 20), ("order_status_funnel", 8), ("sales_by_country", 10), ("daily_kpis", 336),
        ]);

    [Fact]
    public void RevenueByCategory_First_IsElectronics() =>
        Views.RevenueByCategory().Rows[0].ShouldBe([1L, "Electronics", 241L, 458L, 44402.94m, 0.30542691177708725]);

    [Fact]
    public void MonthlyTrends_FirstMonth_HasNoGrowth() =>
        Views.MonthlyTrends().Rows[0].ShouldBe([new DateOnly(2025, 9, 1), 32L, 23L, 8216.62m, 256.77m, null, null]);

    [Fact]
    public void MonthlyTrends_LastMonth_ComparesWithThePreviousMonth() =>
        Views.MonthlyTrends().Rows[^1].ShouldBe([new DateOnly(2026, 10, 1), 61L, 43L, 15387.07m, 252.25m, 11577.82m, 0.32901271569259155]);

    [Fact]
    public void TopCustomers_Second_KeepsItsAwkwardName() =>
        Views.TopCustomers().Rows[1].ShouldBe(
            [2L, "CUST-0004", "Öko & Söhne <Wien>", "AT", "Austria", 12L, 119L, 4659.81m, 388.32m, new DateOnly(2025, 11, 30), new DateOnly(2026, 9, 20)]);

    [Fact]
    public void TopCustomers_RenamedCustomer_HasTheLatestName() =>
        Views.TopCustomers().Rows.Single(row => (string?)row[1] == "CUST-0006")[2].ShouldBe("Birch Buchladen & Co");

    [Fact]
    public void OrderStatusFunnel_Stages_CountEveryOrderOnce()
    {
        var rows = Views.OrderStatusFunnel().Rows;

        rows.Select(row => ((string)row[1]!, (long)row[2]!, (long)row[3]!)).ShouldBe(
        [
            ("PLACED", 720L, 5L), ("PAID", 668L, 5L), ("SHIPPED", 634L, 7L), ("DELIVERED", 627L, 597L),
            ("RETURNED", 30L, 30L), ("CANCELLED", 29L, 29L), ("WITHDRAWN", 19L, 18L), ("EXPIRED", 29L, 29L),
        ]);
        rows.Sum(row => (long)row[3]!).ShouldBe(720);
    }

    [Fact]
    public void SalesByCountry_Last_IsSweden() =>
        Views.SalesByCountry().Rows[^1].ShouldBe([10L, "SE", "Sweden", 28L, 6L, 87L, 5383.96m, 192.28m, 0.03703372515268959]);

    [Fact]
    public void DailyKpis_DayWithARescuedValue_CountsIt() =>
        Views.DailyKpis().Rows.Single(row => (DateOnly)row[0]! == new DateOnly(2025, 9, 4)).ShouldBe(
            [new DateOnly(2025, 9, 4), 3L, 3L, 0L, 0L, 0L, 10L, 869.60m, 289.87m, 1L, 1L]);

    [Fact]
    public void All_Revenue_IsTheSameInEveryView()
    {
        decimal[] totals =
        [
            Views.RevenueByCategory().Rows.Sum(row => (decimal)row[4]!),
            Views.MonthlyTrends().Rows.Sum(row => (decimal)row[3]!),
            Views.SalesByCountry().Rows.Sum(row => (decimal)row[6]!),
            Views.DailyKpis().Rows.Sum(row => (decimal)row[7]!),
        ];

        totals.ShouldBe([145379.92m, 145379.92m, 145379.92m, 145379.92m]);
    }

    [Fact]
    public void Orders_Subtotal_IsTheSumOfTheLines() =>
        OracleHistory.Load().Orders.Where(order => order.Subtotal != order.Revenue).ShouldBeEmpty();
}
