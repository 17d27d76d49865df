using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>
/// Runs a Lambda function: takes events from the Lambda Runtime API one at a time and answers each. It ends on SIGTERM, after the event
/// that is being handled. The function's settings and log are in the <see cref="LambdaEnvironment"/>.
/// </summary>
public static class LambdaFunction
{
    /// <summary>
    /// Runs a pipeline until the process is to end. What <paramref name="create"/> throws is logged and reported to Lambda.
    /// </summary>
    /// <param name="create">Makes the pipeline, once.</param>
    /// <param name="cancellationToken">Ends the function, after the event that is being handled.</param>
    /// <returns>
    /// The process's exit code: 0 it ended as asked, 1 it could not start or lost the Runtime API, 2 it does not run inside Lambda.
    /// </returns>
    public static Task<int> RunAsync(Func<LambdaEnvironment, StreamPipeline> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        return RunAsync(function => create(function).HandleAsync, cancellationToken);
    }

    /// <summary>
    /// Runs a handler until the process is to end. What <paramref name="create"/> throws is logged and reported to Lambda.
    /// </summary>
    /// <param name="create">
    /// Makes the handler, once. It gets the event's JSON, which is valid until its task ends, when Lambda ends the function, and a token
    /// that is not cancelled, since an event that was taken is answered. It returns the answer's JSON, which is read and disposed.
    /// </param>
    /// <param name="cancellationToken">Ends the function, after the event that is being handled.</param>
    /// <returns>
    /// The process's exit code: 0 it ended as asked, 1 it could not start or lost the Runtime API, 2 it does not run inside Lambda.
    /// </returns>
    public static async Task<int> RunAsync(
        Func<LambdaEnvironment, LambdaHandler> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Lambda sends it to functions with extensions before it ends them.
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
