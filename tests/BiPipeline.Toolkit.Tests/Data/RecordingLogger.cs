using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Tests.Data;

/// <summary>A logger that records every line, with its values and its exception's whole text.</summary>
sealed class RecordingLogger<T> : ILogger<T>
{
    readonly Lock _gate = new();
    readonly List<string> _lines = [];

    internal string[] Lines
    {
        get
        {
            lock (_gate) { return [.. _lines]; }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : $"{state}";
        lock (_gate) { _lines.Add($"{eventId.Id} {logLevel} {formatter(state, exception)} {values} {exception}"); }
    }
}
