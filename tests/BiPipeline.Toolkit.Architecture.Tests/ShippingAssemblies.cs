using System.Reflection;

namespace BiPipeline.Toolkit.Architecture.Tests;

/// <summary>The libraries that are shipped, loaded for reflection.</summary>
static class ShippingAssemblies
{
    /// <summary>Every library below src; the command line is a program and has no public surface.</summary>
    internal static IReadOnlyList<Assembly> All { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "BiPipeline.Toolkit*.dll")
            .Where(path => !Path.GetFileName(path).Contains(".Tests", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Assembly.LoadFrom),
    ];

    /// <summary>The public types of every library.</summary>
    internal static IReadOnlyList<Type> PublicTypes { get; } = [.. All.SelectMany(assembly => assembly.GetExportedTypes())];

    /// <summary>A library's short name: Core, Flattening, …; the pipeline's own is empty text.</summary>
    internal static string ShortName(Assembly assembly) => assembly.GetName().Name!["BiPipeline.Toolkit".Length..].TrimStart('.');
}
