using System.Reflection;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>The public surface is a file under review: what changes it shows in the diff (<c>UPDATE_GOLDEN=1</c> when it is meant).</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Packages => [.. ProjectFile.Shipping.Keys.Where(name => name != "Cli").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Surface_OfAPackage_IsTheApprovedOne(string package)
    {
        var name = package.Length == 0 ? "BiPipeline.Toolkit" : $"BiPipeline.Toolkit.{package}";

        Golden.Match($"tests/BiPipeline.Toolkit.Architecture.Tests/PublicApi/{name}.txt", PublicApi.Of(Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"))));
    }
}
