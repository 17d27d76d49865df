using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>
/// Takes events one at a time and answers each, until the process is to end. An event that fails is reported and the next one taken.
/// </summary>
/// <param name="api">Gives events and takes answers.</param>
/// <param name="log">The function's log, which names the event's id.</param>
/// <param name="logger">Takes what went wrong.</param>
sealed class RuntimeLoop(RuntimeApi api, FunctionLog log, ILogger logger)
{
    bool _isColdStart = true;

    /// <summary>Runs until cancelled. The event that is being handled then is still answered.</summary>
    /// <exception cref="HttpRequestException">The Runtime API does not answer, or failed for good.</exception>
    internal async Task RunAsync(LambdaHandler handler, CancellationToken cancellationToken)
    {
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

    async Task HandleAsync(Invocation invocation, LambdaHandler handler)
    {
        using var activity = LambdaTelemetry.StartInvocation(invocation, _isColdStart);
        _isColdStart = false;
        Stream answer;
        try
        {
            answer = await handler(invocation.Payload, invocation.Deadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            LambdaLog.Failed(logger, exception);
            Report(await api.FailAsync(invocation, exception, CancellationToken.None).ConfigureAwait(false));
            return;
        }
        await using (answer.ConfigureAwait(false))
        {
            Report(await api.AnswerAsync(invocation, answer, CancellationToken.None).ConfigureAwait(false));
        }
    }

    // Lambda counts such an event as failed; the process can go on.
    void Report(RuntimeApi.Refusal? refusal)
    {
        if (refusal is not null) { LambdaLog.PostRefused(logger, refusal.Path, refusal.Status); }
    }
}
