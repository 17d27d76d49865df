using BiPipeline.Toolkit;
using Microsoft.Extensions.Logging;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>A log that keeps the numbers of its lines.</summary>
sealed class EventIds : ILogger<StreamPipeline>
{
    internal List<int> Seen { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Seen.Add(eventId.Id);
}
