using System.Text.RegularExpressions;

namespace OrdersPipeline.Tests.Views;

public sealed partial class ViewFileTests
{
    static readonly string Sql = File.ReadAllText(SampleFolder.Views);

    [Fact]
    public void Views_InTheFile_AreInOrderOfTheirDependencies() =>
        Created().Matches(Sql).Select(match => match.Groups[1].Value).ShouldBe(
            ["order_lines", "paid_orders", "revenue_by_category", "monthly_trends", "top_customers", "order_status_funnel", "sales_by_country", "daily_kpis"]);

    [Fact]
    public void Views_Headers_NameOwnerAndGrain()
    {
        foreach (var view in Created().Matches(Sql).Select(match => match.Groups[1].Value))
        {
            Sql.ShouldMatch($@"-- name:  {view}\n-- owner: [a-z-]+\n-- grain: \S.*\n(-- .*\n)*CREATE OR REPLACE VIEW {view} AS\n");
        }
    }

    [Fact]
    public void Views_Columns_AreListed() => Comment().Replace(Sql, "").ShouldNotContain("*,", Case.Sensitive);

    [Fact]
    public void Views_Stars_AreProductsOnly() =>
        Star().Matches(Comment().Replace(Sql, "")).ShouldBeEmpty();

    [GeneratedRegex(@"^CREATE OR REPLACE VIEW (\w+) AS$", RegexOptions.Multiline)]
    private static partial Regex Created();

    [GeneratedRegex(@"--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(SELECT|DISTINCT|\.|\()\s*\*", RegexOptions.IgnoreCase)]
    private static partial Regex Star();
}
