using System.Collections;
using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>The settings, files and log of a function.</summary>
public sealed class LambdaEnvironment
{
    readonly IDictionary _variables;
    readonly string _folder;

    internal LambdaEnvironment(IDictionary variables, string folder, ILoggerFactory loggers) =>
        (_variables, _folder, LoggerFactory) = (variables, folder, loggers);

    /// <summary>
    /// Factory of loggers for the function's log: standard output, one line per entry, JSON unless the function's log format is <c>Text</c>
    /// (<c>AWS_LAMBDA_LOG_FORMAT</c>), from the function's log level (<c>AWS_LAMBDA_LOG_LEVEL</c>; default <c>INFO</c>).
    /// </summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>A required setting from an environment variable.</summary>
    /// <exception cref="ToolkitOptionsException">The variable is not set, or blank.</exception>
    public string this[string name] =>
        Find(name) ?? throw new ToolkitOptionsException("The function's environment", [$"{name} is not set."]);

    /// <summary>
    /// Returns a setting from an environment variable; null when it is not set or blank, like an empty template parameter.
    /// </summary>
    public string? Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _variables[name] is string value && !string.IsNullOrWhiteSpace(value) ? value : null;
    }

    /// <summary>Returns the full path of a file that is published with the function.</summary>
    /// <param name="file">The path relative to the program.</param>
    public string PathOf(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return Path.Combine(_folder, file);
    }

    /// <summary>Creates a logger for the function's log.</summary>
    /// <typeparam name="T">The category.</typeparam>
    public ILogger<T> CreateLogger<T>() => LoggerFactory.CreateLogger<T>();
}
