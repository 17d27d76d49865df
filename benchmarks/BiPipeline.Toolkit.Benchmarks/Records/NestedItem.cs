using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>Lists of maps that hold lists of maps, and maps inside maps.</summary>
static class NestedItem
{
    internal static void Write(ItemWriter item, Random random)
    {
        item.Map("profile", () => item.Map("home", () => item.Map("address", () => item.Map("geo", () =>
        {
            item.Number("lat", random.Money(-90, 90));
            item.Number("lon", random.Money(-180, 180));
        }))));
        item.Maps("parcels", random.Next(1, 4), parcel =>
        {
            item.Number("number", parcel);
            item.Maps("lines", random.Next(1, 5), line =>
            {
                item.Text("sku", string.Create(CultureInfo.InvariantCulture, $"SKU-{random.Next(10_000):D5}"));
                item.Number("quantity", line + 1);
                item.Map("price", () =>
                {
                    item.Number("amount", random.Money(1, 300));
                    item.Text("currency", "EUR");
                });
                item.Set("labels", "SS", [random.Digits(4), random.Digits(5)]);
            });
        });
    }
}
