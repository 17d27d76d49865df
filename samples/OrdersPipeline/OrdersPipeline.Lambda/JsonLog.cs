using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OrdersPipeline.Lambda;

/// <summary>
/// One JSON object a line, as CloudWatch Logs reads it. A line is written whole and at once: the process may be frozen as soon as it has
/// answered.
/// </summary>
/// <param name="output">Takes the lines.</param>
/// <param name="time">The clock of the lines.</param>
/// <param name="level">The least level that is written.</param>
public sealed class JsonLog(Stream output, TimeProvider time, LogLevel level)
{
    readonly Lock _gate = new();

    /// <summary>The event that is being handled, which lines then name; null for none.</summary>
    public string? RequestId { get; set; }

    /// <summary>A level by Lambda's name, <c>AWS_LAMBDA_LOG_LEVEL</c>. Anything else is information.</summary>
    public static LogLevel LevelOf(string? name) => name switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    /// <summary>True when lines of this level are written.</summary>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= level && logLevel != LogLevel.None;

    /// <summary>Writes a line.</summary>
    public void Write(LogLevel logLevel, EventId eventId, string category, string message, Exception? exception)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow());
            json.WriteString("level", logLevel.ToString());
            if (RequestId is { } id) { json.WriteString("requestId", id); }
            json.WriteNumber("eventId", eventId.Id);
            json.WriteString("category", category);
            json.WriteString("message", message);
            if (exception is not null) { json.WriteString("exception", $"{exception.GetType().Name}: {exception.Message}"); }
            json.WriteEndObject();
        }
        line.WriteByte((byte)'\n');
        lock (_gate)
        {
            output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
            output.Flush();
        }
    }
}
