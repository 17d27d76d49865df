using Microsoft.Extensions.Logging;

namespace OrdersPipeline.Lambda;

/// <summary>A category's lines in the function's log.</summary>
/// <typeparam name="T">The category.</typeparam>
public sealed class JsonLogger<T>(JsonLog log) : ILogger<T>
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel)) { log.Write(logLevel, eventId, typeof(T).FullName ?? typeof(T).Name, formatter(state, exception), exception); }
    }
}
