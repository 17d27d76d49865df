using System.Reflection;

namespace BiPipeline.Toolkit.TestKit;

/// <summary>The path of the repository; never from a caller's file path, which deterministic builds rewrite.</summary>
static class Repository
{
    internal static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);
}
