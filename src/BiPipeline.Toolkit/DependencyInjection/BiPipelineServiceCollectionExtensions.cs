using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a pipeline into a service collection.</summary>
public static class BiPipelineServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="StreamPipeline"/> into a store, as a singleton. It takes the collection's <see cref="TimeProvider"/> and logging where
    /// there are any, else the system's clock and none.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="options">What is written and how; checked here, so that a mistake shows at start.</param>
    /// <param name="store">Opens the lake; the container disposes it.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public static IServiceCollection AddBiPipeline(this IServiceCollection services, StreamPipelineOptions options, Func<IServiceProvider, IObjectStore> store)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return services.AddBiPipeline(_ => options, store);
    }

    /// <summary>Adds a <see cref="StreamPipeline"/> into a store, as a singleton, with options that need other services.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="options">Makes the options when the pipeline is first asked for.</param>
    /// <param name="store">Opens the lake; the container disposes it.</param>
    /// <returns>The collection.</returns>
    public static IServiceCollection AddBiPipeline(this IServiceCollection services, Func<IServiceProvider, StreamPipelineOptions> options, Func<IServiceProvider, IObjectStore> store)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(store);
        services.TryAddSingleton(provider => new StreamPipeline(
            provider.GetRequiredService<IObjectStore>(),
            options(provider) with { TimeProvider = provider.GetRequiredService<TimeProvider>() },
            provider.GetService<ILogger<StreamPipeline>>()));
        return services;
    }
}
