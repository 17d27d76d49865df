using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.Logging;

namespace OrdersPipeline.Lambda;

/// <summary>What the function does with an event: the orders' stream into the lake. The local run calls the very same class.</summary>
public sealed class OrdersHandler
{
    readonly StreamPipeline _pipeline;

    /// <summary>A handler that writes to a store.</summary>
    /// <param name="schema">The orders' schema.</param>
    /// <param name="store">The lake.</param>
    /// <param name="time">The clock that deadlines are held against.</param>
    /// <param name="logger">Takes counts, keys and reasons.</param>
    public OrdersHandler(TableSchema schema, IObjectStore store, TimeProvider time, ILogger<StreamPipeline> logger) =>
        _pipeline = new StreamPipeline(store, new() { Schemas = [schema], TimeProvider = time }, logger);

    /// <summary>Handles an event: the payload as Lambda sends it in, the batch's answer out.</summary>
    public Task<Stream> HandleAsync(Stream payload, DateTimeOffset deadline, CancellationToken cancellationToken) =>
        _pipeline.HandleAsync(payload, deadline, cancellationToken);

    /// <summary>Handles an event and tells what became of it.</summary>
    public Task<StreamOutcome> ProcessAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        _pipeline.ProcessAsync(payload, cancellationToken);
}
