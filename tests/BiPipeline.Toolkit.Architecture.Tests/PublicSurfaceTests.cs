using System.Reflection;
using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>What packages show: no AWS SDK types but where a client is constructed, no back doors between packages.</summary>
public sealed class PublicSurfaceTests
{
    static readonly Assembly[] Shipping = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "BiPipeline.Toolkit*.dll")
        .Where(path => !Path.GetFileName(path).Contains(".Tests", StringComparison.Ordinal))
        .Select(Assembly.LoadFrom)];

    // What a client is constructed from, and what turns the SDK's items into JSON: the SDK's types are their purpose.
    static readonly string[] BridgesToTheSdk = ["AwsClientOptions", "StreamsClientOptions", "DynamoDbJson"];

    [Fact]
    public void EveryLibrary_IsLookedAt() => Shipping.Length.ShouldBe(9);

    [Fact]
    public void AwsTypes_StandOnlyWhereAClientIsConstructed()
    {
        var found = Shipping.SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(member => member is not ConstructorInfo && !BridgesToTheSdk.Contains(member.DeclaringType!.Name, StringComparer.Ordinal) && TypesOf(member).Any(IsAws))
            .Select(member => $"{member.DeclaringType!.FullName}.{member.Name}");

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Internals_AreVisibleToTestsAndBenchmarksOnly()
    {
        var friends = Shipping.SelectMany(assembly => assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName));

        friends.ShouldAllBe(friend => friend.EndsWith(".Tests", StringComparison.Ordinal) || friend == "BiPipeline.Toolkit.Benchmarks");
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
