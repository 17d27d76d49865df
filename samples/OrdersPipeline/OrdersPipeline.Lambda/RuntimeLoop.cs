using Microsoft.Extensions.Logging;

namespace OrdersPipeline.Lambda;

/// <summary>
/// Takes events one at a time and answers each, until the process is to end. An event that fails is reported and the next one taken.
/// This loop and <see cref="RuntimeApi"/> do what Amazon.Lambda.RuntimeSupport does for a function of <c>Stream</c> in and out. With that
/// package, the line of <c>Program.cs</c> that runs the loop becomes
/// <code>
/// await LambdaBootstrapBuilder.Create((Stream payload, ILambdaContext context) =&gt; handler.HandleAsync(payload, DateTimeOffset.UtcNow + context.RemainingTime, CancellationToken.None)).Build().RunAsync(stopping.Token);
/// </code>
/// </summary>
/// <param name="api">Gives events and takes answers.</param>
/// <param name="log">The function's log, which is told the event's id.</param>
/// <param name="logger">Takes what went wrong.</param>
public sealed class RuntimeLoop(RuntimeApi api, JsonLog log, ILogger<RuntimeLoop> logger)
{
    /// <summary>Runs until cancelled. The event that is being handled then is still answered.</summary>
    /// <exception cref="HttpRequestException">The runtime API does not answer, or failed for good.</exception>
    public async Task RunAsync(Func<Stream, DateTimeOffset, CancellationToken, Task<Stream>> handler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handler);
        while (!cancellationToken.IsCancellationRequested)
        {
            Invocation invocation;
            try
            {
                invocation = await api.NextAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            log.RequestId = invocation.RequestId;
            // Where the SDK and X-Ray look for it.
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            await HandleAsync(invocation, handler).ConfigureAwait(false);
            log.RequestId = null;
        }
    }

    async Task HandleAsync(Invocation invocation, Func<Stream, DateTimeOffset, CancellationToken, Task<Stream>> handler)
    {
        Stream answer;
        try
        {
            using var payload = new MemoryStream(invocation.Payload, writable: false);
            answer = await handler(payload, invocation.Deadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LambdaLog.Failed(logger, exception);
            Tell(await api.FailAsync(invocation, exception, CancellationToken.None).ConfigureAwait(false));
            return;
        }
        await using (answer.ConfigureAwait(false))
        {
            Tell(await api.AnswerAsync(invocation, answer, CancellationToken.None).ConfigureAwait(false));
        }
    }

    // Lambda counts such an event as failed; the process can go on.
    void Tell(PostOutcome outcome)
    {
        if (!outcome.IsAccepted) { LambdaLog.PostRefused(logger, outcome.Path, outcome.Status); }
    }
}
