namespace BiPipeline.Toolkit.Lambda;

/// <summary>What a function does before its first event, and with each event.</summary>
/// <param name="HandleAsync">Handles an event.</param>
/// <param name="WarmUpAsync">Does what the first event would wait for.</param>
sealed record FunctionHandler(LambdaHandler HandleAsync, Func<CancellationToken, Task> WarmUpAsync)
{
    internal static FunctionHandler Of(StreamPipeline pipeline) => new(pipeline.HandleAsync, pipeline.WarmUpAsync);

    internal static FunctionHandler Of(LambdaHandler handler) => new(handler, _ => Task.CompletedTask);
}
