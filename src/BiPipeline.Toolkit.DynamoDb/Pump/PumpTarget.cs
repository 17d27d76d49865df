namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Where a <see cref="StreamPump"/>'s records go.</summary>
public sealed record PumpTarget
{
    /// <summary>
    /// The function: an event as Lambda hands it over in, its answer out, such as <c>StreamPipeline.HandleAsync</c> or a call of a deployed
    /// function. Batches of one shard come one after the other, those of several shards at the same time. What it throws is a function error.
    /// </summary>
    public required Func<Stream, CancellationToken, Task<Stream>> Function { get; init; }

    /// <summary>Takes batches that are given up, the on-failure destination. Records count as done when it returns; what it throws ends the pump. Default (null): they are only counted.</summary>
    public Func<DiscardedBatch, CancellationToken, Task>? OnFailure { get; init; }

    /// <summary>Is told what the function threw, to log it. Default (null): nobody is.</summary>
    public Action<Exception>? OnFunctionError { get; init; }
}
