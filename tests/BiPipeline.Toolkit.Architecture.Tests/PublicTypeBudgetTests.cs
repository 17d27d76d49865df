namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>Limits the number of public types. A new type replaces another, or needs a reason.</summary>
public sealed class PublicTypeBudgetTests
{
    const int InAll = 226;

    static readonly Dictionary<string, int> Budget = new(StringComparer.Ordinal)
    {
        [""] = 13,
        ["Athena"] = 40,
        ["AthenaSql"] = 1,
        ["Core"] = 35,
        ["DynamoDb"] = 26,
        ["Flattening"] = 4,
        ["Glue"] = 26,
        ["Lake"] = 17,
        ["Lambda"] = 4,
        ["LocalAthena"] = 7,
        ["Maintenance"] = 53,
        ["Parquet"] = 3,
    };

    [Fact]
    public void EachPackage_StaysWithinItsBudget()
    {
        var over = ShippingAssemblies.All
            .Select(assembly => (Package: ShippingAssemblies.ShortName(assembly), Types: assembly.GetExportedTypes().Length))
            .Where(found => found.Types > Allowed(found.Package))
            .Select(found => $"{found.Package}: {found.Types} public types, {Allowed(found.Package)} are allowed");

        over.ShouldBeEmpty();
    }

    [Fact]
    public void AllPackages_StayWithinTheTotal() =>
        ShippingAssemblies.PublicTypes.Count.ShouldBeLessThanOrEqualTo(InAll);

    static int Allowed(string package) => Budget.GetValueOrDefault(package);
}
