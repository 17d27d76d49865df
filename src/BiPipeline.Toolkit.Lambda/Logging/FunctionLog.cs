using System.Collections;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>
/// The function's log, one line per entry, in the forms of CloudWatch Logs: a JSON object, or tab-separated text. Each line is written
/// completely and at once, because Lambda may freeze the process after its answer. Format, level and their names are those of Lambda's
/// advanced logging controls (AWS Lambda developer guide, "Configuring advanced logging controls").
/// </summary>
sealed class FunctionLog(Stream output, TimeProvider time, LogLevel level, bool isText)
{
    readonly Lock _gate = new();

    /// <summary>Id of the current event, which lines include; null for none.</summary>
    internal string? RequestId { get; set; }

    /// <summary>Creates the log of a function's configuration.</summary>
    internal static FunctionLog Open(IDictionary variables, Stream output, TimeProvider time) =>
        new(output, time, LevelOf(variables["AWS_LAMBDA_LOG_LEVEL"] as string), variables["AWS_LAMBDA_LOG_FORMAT"] is "Text");

    internal bool IsEnabled(LogLevel logLevel) => logLevel >= level && logLevel != LogLevel.None;

    internal void Write(LogLevel logLevel, EventId eventId, string category, string message, Exception? exception)
    {
        using var line = new MemoryStream();
        if (isText) { WriteText(line, logLevel, message, exception); }
        else { WriteJson(line, logLevel, eventId, category, message, exception); }
        line.WriteByte((byte)'\n');
        lock (_gate)
        {
            output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
            output.Flush();
        }
    }

    void WriteJson(MemoryStream line, LogLevel logLevel, EventId eventId, string category, string message, Exception? exception)
    {
        using var json = new Utf8JsonWriter(line);
        json.WriteStartObject();
        json.WriteString("timestamp", time.GetUtcNow());
        json.WriteString("level", NameOf(logLevel));
        if (RequestId is { } id) { json.WriteString("requestId", id); }
        json.WriteNumber("eventId", eventId.Id);
        json.WriteString("category", category);
        json.WriteString("message", message);
        if (exception is not null)
        {
            json.WriteString("errorType", exception.GetType().Name);
            json.WriteString("errorMessage", exception.Message);
            if (exception.StackTrace is { } trace) { json.WriteString("stackTrace", trace); }
        }
        json.WriteEndObject();
    }

    // A line break would start another entry.
    void WriteText(MemoryStream line, LogLevel logLevel, string message, Exception? exception)
    {
        var text = exception is null ? message : $"{message} {exception.GetType().Name}: {exception.Message}";
        line.Write(Encoding.UTF8.GetBytes($"{time.GetUtcNow():O}\t{RequestId}\t{NameOf(logLevel)}\t{text.ReplaceLineEndings(" ")}"));
    }

    static LogLevel LevelOf(string? name) => name switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    static string NameOf(LogLevel logLevel) => logLevel switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        LogLevel.Critical => "FATAL",
        _ => "INFO",
    };
}
