using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Results;
using OrdersPipeline.Views;

namespace OrdersPipeline.Tests.Views;

public sealed class OrdersViewsTests
{
    static readonly IReadOnlyList<ViewDefinition> Views = OrdersViews.Read(TableSchema.Load(SampleFolder.Schema), SampleFolder.Views);

    [Fact]
    public void Read_TheFiles_GivesGeneratedAndBusinessViews()
    {
        Views.Where(view => view.IsGenerated).Select(view => view.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["order_items_current", "orders_current", "orders_events", "orders_history"]);
        Views.Count(view => !view.IsGenerated).ShouldBe(8);
    }

    [Fact]
    public void Read_BusinessViews_HaveOwnerAndGrain() =>
        Views.Where(view => !view.IsGenerated).ShouldAllBe(view => view.DisplayName == view.Name && view.Owner == "sales-analytics" && view.Grain != null);

    [Fact]
    public void Read_BusinessViews_ReadOnlyOtherViews()
    {
        var known = Views.Select(view => view.Name).ToHashSet(StringComparer.Ordinal);

        Views.Where(view => !view.IsGenerated).SelectMany(view => view.References).ShouldAllBe(name => known.Contains(name));
    }

    [Fact]
    public void ViewNames_OfTheReport_AreViewsOfTheFile() =>
        SalesReport.ViewNames.ShouldAllBe(name => Views.Any(view => view.Name == name && !view.IsGenerated));
}
