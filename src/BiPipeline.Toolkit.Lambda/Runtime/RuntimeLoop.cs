using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>
/// Takes events one at a time and answers each, until the process must end. Reports an event that fails, and continues with the next one.
/// </summary>
/// <param name="api">The source of events, which receives the answers.</param>
/// <param name="log">The function's log, which includes the event's id.</param>
/// <param name="logger">Receives the failures.</param>
sealed class RuntimeLoop(RuntimeApi api, FunctionLog log, ILogger logger)
{
    bool _isColdStart = true;

    /// <summary>Runs until cancelled. It still answers the current event.</summary>
    /// <exception cref="HttpRequestException">The Runtime API does not answer, or failed permanently.</exception>
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
            // The variable that the SDK and X-Ray read.
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

    // Lambda counts such an event as failed; the process can continue.
    void Report(RuntimeApi.Refusal? refusal)
    {
        if (refusal is not null) { LambdaLog.PostRefused(logger, refusal.Path, refusal.Status); }
    }
}
