using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>
/// Runs a Lambda function: takes events from the Lambda Runtime API one at a time and answers each. It ends on SIGTERM, after the current
/// event. The <see cref="LambdaEnvironment"/> has the function's settings and log.
/// </summary>
public static class LambdaFunction
{
    /// <summary>
    /// Runs a pipeline until the process must end. Logs an exception of <paramref name="create"/> and reports it to Lambda.
    /// </summary>
    /// <remarks>
    /// Before the first event, it warms the pipeline up (<see cref="StreamPipeline.WarmUpAsync"/>), for at most five seconds: Lambda gives
    /// a function more processor time while it starts than its memory buys later.
    /// </remarks>
    /// <param name="create">Creates the pipeline, once.</param>
    /// <param name="cancellationToken">Ends the function, after the current event.</param>
    /// <returns>
    /// The process's exit code: 0 for a normal end, 1 when it could not start or lost the Runtime API, 2 outside Lambda.
    /// </returns>
    public static Task<int> RunAsync(Func<LambdaEnvironment, StreamPipeline> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        return RunProcessAsync(function => FunctionHandler.Of(create(function)), cancellationToken);
    }

    /// <summary>
    /// Runs a handler until the process must end. Logs an exception of <paramref name="create"/> and reports it to Lambda.
    /// </summary>
    /// <param name="create">
    /// Creates the handler, once. The handler receives the event's JSON, which is valid until its task ends, the time when Lambda ends the
    /// function, and a token that is never cancelled, because every event must be answered. It returns the answer's JSON, which is read and
    /// disposed.
    /// </param>
    /// <param name="cancellationToken">Ends the function, after the current event.</param>
    /// <returns>
    /// The process's exit code: 0 for a normal end, 1 when it could not start or lost the Runtime API, 2 outside Lambda.
    /// </returns>
    public static Task<int> RunAsync(Func<LambdaEnvironment, LambdaHandler> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        return RunProcessAsync(function => FunctionHandler.Of(create(function)), cancellationToken);
    }

    static async Task<int> RunProcessAsync(Func<LambdaEnvironment, FunctionHandler> create, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Lambda sends SIGTERM to functions with extensions before it ends them.
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        using var output = Console.OpenStandardOutput();
        var process = new FunctionProcess(Environment.GetEnvironmentVariables(), output, Console.Error, TimeProvider.System);
        return await process.RunAsync(create, stopping.Token).ConfigureAwait(false);
    }
}
