using System.Diagnostics;
using System.Reflection;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>A test of what the compilers make of the code: it is skipped, by name, where the library is built for debugging.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OptimizedFactAttribute : FactAttribute
{
    public OptimizedFactAttribute()
    {
        if (typeof(ParquetFormat).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Skip = "the library is built for debugging: run 'dotnet test --configuration Release'";
        }
    }
}
