namespace OrdersPipeline.Lambda;

/// <summary>Takes events one at a time and answers each, until the process is to end. An event that fails is reported and the next one taken.</summary>
public static class RuntimeLoop
{
    /// <summary>Runs until cancelled. The event being handled then is still answered.</summary>
    public static async Task RunAsync(RuntimeApi api, Func<Stream, DateTimeOffset, CancellationToken, Task<Stream>> handler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
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
            await HandleAsync(api, invocation, handler).ConfigureAwait(false);
        }
    }

    static async Task HandleAsync(RuntimeApi api, Invocation invocation, Func<Stream, DateTimeOffset, CancellationToken, Task<Stream>> handler)
    {
        // Where the SDK and X-Ray look for it.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
        try
        {
            using var payload = new MemoryStream(invocation.Payload.ToArray(), writable: false);
            var answer = await handler(payload, invocation.Deadline, CancellationToken.None).ConfigureAwait(false);
            await using (answer.ConfigureAwait(false))
            {
                await api.AnswerAsync(invocation, answer, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"{invocation.RequestId} failed: {exception.GetType().Name}: {exception.Message}").ConfigureAwait(false);
            await api.FailAsync(invocation, exception, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
