using System.Reflection;
using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>Checks the packages' public surface: AWS SDK types only where a client is constructed, no internals between packages.</summary>
public sealed class PublicSurfaceTests
{
    static IReadOnlyList<Assembly> Shipping => ShippingAssemblies.All;

    // Types that construct a client, and types that convert the SDK's items to JSON, use the SDK's types on purpose.
    static readonly string[] BridgesToTheSdk = ["DynamoDbJson"];

    [Fact]
    public void EveryLibrary_IsChecked() => Shipping.Count.ShouldBe(12);

    [Fact]
    public void AwsTypes_AppearOnlyWhereAClientIsConstructed()
    {
        var found = Shipping.SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(member => member is not ConstructorInfo && !BridgesToTheSdk.Contains(member.DeclaringType!.Name, StringComparer.Ordinal) && TypesOf(member).Any(IsAws))
            .Select(member => $"{member.DeclaringType!.FullName}.{member.Name}");

        found.ShouldBeEmpty();
    }

    // Packages that are released together, with exact versions of each other.
    static readonly string[] Family = ["BiPipeline.Toolkit", "BiPipeline.Toolkit.Core", "BiPipeline.Toolkit.Flattening", "BiPipeline.Toolkit.Lake", "BiPipeline.Toolkit.Maintenance", "BiPipeline.Toolkit.Parquet"];

    // The two halves of local Athena, released together as well.
    static readonly (string, string) Wing = ("BiPipeline.Toolkit.AthenaSql", "BiPipeline.Toolkit.LocalAthena");

    [Fact]
    public void Internals_AreVisibleOnlyToTestsBenchmarksAndTheFamily()
    {
        var friends = Shipping.SelectMany(assembly => assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => (Assembly: assembly.GetName().Name!, Friend: friend.AssemblyName)));

        friends.ShouldAllBe(pair => pair.Friend.EndsWith(".Tests", StringComparison.Ordinal)
            || pair.Friend == "BiPipeline.Toolkit.Benchmarks"
            || (Family.Contains(pair.Assembly) && Family.Contains(pair.Friend))
            || Wing.Equals(pair));
    }

    static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    static bool IsAws(Type type) =>
        type.Namespace?.StartsWith("Amazon", StringComparison.Ordinal) == true
        || (type.IsGenericType && type.GetGenericArguments().Any(IsAws))
        || (type.GetElementType() is { } element && IsAws(element));
}
