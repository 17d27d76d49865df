using System.Collections;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>A function's process, from its start to its exit code.</summary>
sealed class FunctionProcess(IDictionary variables, Stream output, TextWriter errors, TimeProvider time)
{
    // Lambda gives a function ten seconds to start, and starts it again when they are over.
    static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(5);

    const int Done = 0;
    const int Failed = 1;
    const int NotInLambda = 2;

    internal async Task<int> RunAsync(Func<LambdaEnvironment, FunctionHandler> create, CancellationToken cancellationToken)
    {
        if (variables["AWS_LAMBDA_RUNTIME_API"] is not string { Length: > 0 } api)
        {
            const string error = "error: AWS_LAMBDA_RUNTIME_API is not set; expected AWS Lambda's environment.";
            await errors.WriteLineAsync(error).ConfigureAwait(false);
            return NotInLambda;
        }
        var log = FunctionLog.Open(variables, output, time);
        using var loggers = new FunctionLoggers(log);
        var logger = loggers.CreateLogger(typeof(LambdaFunction).FullName!);
        using var runtime = new RuntimeApi(api);
        try
        {
            if (Create(create, loggers, logger, out var failure) is not { } handler)
            {
                await runtime.FailInitAsync(failure!, CancellationToken.None).ConfigureAwait(false);
                return Failed;
            }
            await WarmUpAsync(handler, logger, cancellationToken).ConfigureAwait(false);
            await new RuntimeLoop(runtime, log, logger).RunAsync(handler.HandleAsync, cancellationToken).ConfigureAwait(false);
            return Done;
        }
        catch (HttpRequestException exception)
        {
            // Without the Runtime API there are no events, so Lambda must start another process.
            LambdaLog.RuntimeApiLost(logger, exception);
            return Failed;
        }
    }

    // A failure does not end the process: the lake may be back at the first event, which tries again and reports its own failure.
    async Task WarmUpAsync(FunctionHandler handler, ILogger logger, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(WarmUpTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await handler.WarmUpAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LambdaLog.NotWarm(logger, exception);
        }
        if (logger.IsEnabled(LogLevel.Information))
        {
            var sinceStart = SinceStart();
            LambdaLog.Started(logger, (long)sinceStart.TotalMilliseconds);
        }
    }

    FunctionHandler? Create(
        Func<LambdaEnvironment, FunctionHandler> create, FunctionLoggers loggers, ILogger logger, out Exception? failure)
    {
        using var activity = LambdaTelemetry.Activities.StartActivity("bipipeline.init");
        try
        {
            var handler = create(new LambdaEnvironment(variables, AppContext.BaseDirectory, loggers));
            failure = null;
            return handler;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            LambdaLog.CannotStart(logger, exception);
            failure = exception;
            return null;
        }
    }

    TimeSpan SinceStart()
    {
        using var process = Process.GetCurrentProcess();
        return time.GetUtcNow() - new DateTimeOffset(process.StartTime);
    }
}
