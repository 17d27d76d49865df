using System.Collections;
using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>What a function is started with: its settings, its files and its log.</summary>
public sealed class LambdaEnvironment
{
    readonly IDictionary _variables;
    readonly string _folder;

    internal LambdaEnvironment(IDictionary variables, string folder, ILoggerFactory loggers) =>
        (_variables, _folder, LoggerFactory) = (variables, folder, loggers);

    /// <summary>
    /// Makes loggers of the function's log: standard output, one line per entry, JSON unless the function's log format is <c>Text</c>
    /// (<c>AWS_LAMBDA_LOG_FORMAT</c>), from the function's log level up (<c>AWS_LAMBDA_LOG_LEVEL</c>; default <c>INFO</c>).
    /// </summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>A setting that the function can't do without: an environment variable.</summary>
    /// <exception cref="ToolkitOptionsException">It is not set, or blank.</exception>
    public string this[string name] =>
        Find(name) ?? throw new ToolkitOptionsException("The function's environment", [$"{name} is not set."]);

    /// <summary>A setting: an environment variable; null when it is not set, or blank, as templates pass on what was left empty.</summary>
    public string? Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _variables[name] is string value && !string.IsNullOrWhiteSpace(value) ? value : null;
    }

    /// <summary>The full path of a file that is published with the function.</summary>
    /// <param name="file">Its path beside the program.</param>
    public string PathOf(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return Path.Combine(_folder, file);
    }

    /// <summary>A logger of the function's log.</summary>
    /// <typeparam name="T">The category.</typeparam>
    public ILogger<T> CreateLogger<T>() => LoggerFactory.CreateLogger<T>();
}
