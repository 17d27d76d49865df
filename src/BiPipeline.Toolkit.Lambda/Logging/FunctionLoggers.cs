using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>Creates loggers of one log. It accepts no providers, because there is no other log.</summary>
sealed class FunctionLoggers(FunctionLog log) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Logger(log, categoryName);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The function's log does not support further providers. Create another logger factory for them.");

    public void Dispose()
    {
    }

    sealed class Logger(FunctionLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ArgumentNullException.ThrowIfNull(formatter);
            if (IsEnabled(logLevel)) { log.Write(logLevel, eventId, category, formatter(state, exception), exception); }
        }
    }
}
