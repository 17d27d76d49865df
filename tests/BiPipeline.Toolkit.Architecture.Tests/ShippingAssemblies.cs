using System.Reflection;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>The shipped libraries, loaded for reflection.</summary>
static class ShippingAssemblies
{
    /// <summary>Every library below src. The command line is a program without a public surface.</summary>
    internal static IReadOnlyList<Assembly> All { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "BiPipeline.Toolkit*.dll")
            .Where(path => !Path.GetFileName(path).Contains(".Tests", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Assembly.LoadFrom),
    ];

    /// <summary>The public types of every library.</summary>
    internal static IReadOnlyList<Type> PublicTypes { get; } = [.. All.SelectMany(assembly => assembly.GetExportedTypes())];

    /// <summary>Returns a library's short name: Core, Flattening, …; empty text for the pipeline's own.</summary>
    internal static string ShortName(Assembly assembly) => assembly.GetName().Name!["BiPipeline.Toolkit".Length..].TrimStart('.');
}
