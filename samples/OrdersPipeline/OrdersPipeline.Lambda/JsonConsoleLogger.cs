using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OrdersPipeline.Lambda;

/// <summary>One JSON object a line on standard output, as CloudWatch Logs reads it; written before the answer, since the process may be frozen after it.</summary>
/// <typeparam name="T">The category.</typeparam>
public sealed class JsonConsoleLogger<T>(TimeProvider time, LogLevel level) : ILogger<T>
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= level && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!IsEnabled(logLevel)) { return; }
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow());
            json.WriteString("level", logLevel.ToString());
            json.WriteNumber("eventId", eventId.Id);
            json.WriteString("category", typeof(T).FullName);
            json.WriteString("message", formatter(state, exception));
            if (exception is not null) { json.WriteString("exception", $"{exception.GetType().Name}: {exception.Message}"); }
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        using var output = Console.OpenStandardOutput();
        stream.Position = 0;
        stream.CopyTo(output);
    }
}
