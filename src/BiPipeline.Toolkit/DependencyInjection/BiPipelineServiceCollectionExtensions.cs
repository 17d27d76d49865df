using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds pipelines to a service collection.</summary>
public static class BiPipelineServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="StreamPipeline"/> from a configuration section, as a singleton. The host validates the section at start. A wrong
    /// value, an unknown name, or a missing or invalid schema file stops it with an <see cref="OptionsValidationException"/> that lists
    /// every problem. The pipeline uses the collection's <see cref="TimeProvider"/> and logging, if registered.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="section">
    /// <c>Lake</c> (<c>s3://bucket/prefix</c> or a folder), <c>Schemas</c> (files, relative to the program's folder), the names of
    /// <see cref="StreamPipelineOptions"/> with their parts <c>Flatten</c> and <c>Writer</c>, <c>Parquet</c> for the format's options,
    /// <c>Store</c> for <see cref="ObjectStoreOptions"/>, and <c>MetricsNamespace</c> for CloudWatch metrics on standard output.
    /// </param>
    /// <param name="configure">Changes the section's options, for values that text cannot express; null for no change.</param>
    /// <returns>The collection.</returns>
    public static IServiceCollection AddBiPipeline(
        this IServiceCollection services, IConfiguration section, Func<StreamPipelineOptions, StreamPipelineOptions>? configure = null)
    {
        AddSettings(services, Options.Options.DefaultName, section, configure);
        services.TryAddSingleton(provider => Settings(provider, Options.Options.DefaultName).OpenStore());
        services.TryAddSingleton(provider =>
            Create(provider, provider.GetRequiredService<IObjectStore>(), Settings(provider, Options.Options.DefaultName).Pipeline));
        return services;
    }

    /// <summary>
    /// Adds one of several pipelines, keyed by its name: <c>[FromKeyedServices("orders")] StreamPipeline</c>. Otherwise the same as the
    /// overload without a name.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="name">The pipeline's name; its lake, an <see cref="IObjectStore"/>, has the same key.</param>
    /// <param name="section">The pipeline's configuration section.</param>
    /// <param name="configure">Changes the section's options, for values that text cannot express; null for no change.</param>
    /// <returns>The collection.</returns>
    public static IServiceCollection AddBiPipeline(
        this IServiceCollection services,
        string name,
        IConfiguration section,
        Func<StreamPipelineOptions, StreamPipelineOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        AddSettings(services, name, section, configure);
        services.TryAddKeyedSingleton(name, (provider, _) => Settings(provider, name).OpenStore());
        services.TryAddKeyedSingleton(name, (provider, _) =>
            Create(provider, provider.GetRequiredKeyedService<IObjectStore>(name), Settings(provider, name).Pipeline));
        return services;
    }

    /// <summary>Adds a <see cref="StreamPipeline"/> that writes to a store, as a singleton, from options made in code.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="options">The options. This method validates them, so that a mistake fails at start.</param>
    /// <param name="store">Opens the lake. The container disposes it.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public static IServiceCollection AddBiPipeline(
        this IServiceCollection services, StreamPipelineOptions options, Func<IServiceProvider, IObjectStore> store)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        options.Validate();
        services.TryAddSingleton(store);
        services.TryAddSingleton(provider => Create(provider, provider.GetRequiredService<IObjectStore>(), options));
        return services;
    }

    static void AddSettings(
        IServiceCollection services,
        string name,
        IConfiguration section,
        Func<StreamPipelineOptions, StreamPipelineOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<PipelineSettings>(name).Configure(settings => settings.Read(section, configure)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PipelineSettings>, PipelineSettings.Validator>());
    }

    static PipelineSettings Settings(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<PipelineSettings>>().Get(name);

    static StreamPipeline Create(IServiceProvider provider, IObjectStore store, StreamPipelineOptions options) => new(
        store,
        provider.GetService<TimeProvider>() is { } time ? options with { TimeProvider = time } : options,
        provider.GetService<ILogger<StreamPipeline>>());
}
