using System.Runtime.InteropServices;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Lambda;

var environment = Environment.GetEnvironmentVariables();
if (environment["AWS_LAMBDA_RUNTIME_API"] is not string { Length: > 0 } api)
{
    await Console.Error.WriteLineAsync("error: AWS_LAMBDA_RUNTIME_API is not set: this program runs inside AWS Lambda. On a laptop, run OrdersPipeline.").ConfigureAwait(false);
    return 2;
}

// Lambda sends it to functions with extensions before it ends them: the event that is being handled is still answered.
using var stopping = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopping.Cancel();
});
using var runtime = new RuntimeApi(api);
using var output = Console.OpenStandardOutput();
var log = new JsonLog(output, TimeProvider.System, JsonLog.LevelOf(environment["AWS_LAMBDA_LOG_LEVEL"] as string));
var logger = new JsonLogger<RuntimeLoop>(log);
try
{
    OrdersHandler handler;
    try
    {
        var settings = LambdaSettings.From(environment);
        var schema = TableSchema.Load(Path.Combine(AppContext.BaseDirectory, "orders.schema.json"));
        // Four tries of a request are over before the function's time is.
        var store = new ObjectStoreOptions { Client = new() { Timeout = TimeSpan.FromSeconds(10) }, S3 = settings.StoreOptions };
        handler = new OrdersHandler(schema, ObjectStores.Open(settings.Location, store), TimeProvider.System, new JsonLogger<StreamPipeline>(log));
    }
    catch (Exception exception)
    {
        LambdaLog.CannotStart(logger, exception);
        await runtime.FailInitAsync(exception, CancellationToken.None).ConfigureAwait(false);
        return 1;
    }
    await new RuntimeLoop(runtime, log, logger).RunAsync(handler.HandleAsync, stopping.Token).ConfigureAwait(false);
    return 0;
}
catch (HttpRequestException exception)
{
    // Without the runtime API there are no events; Lambda starts another process.
    LambdaLog.RuntimeApiLost(logger, exception);
    return 1;
}
