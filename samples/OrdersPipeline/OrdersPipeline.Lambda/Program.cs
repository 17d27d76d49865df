using System.Runtime.InteropServices;
using Amazon.S3;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.Logging;
using OrdersPipeline.Lambda;

var environment = Environment.GetEnvironmentVariables();
if (environment["AWS_LAMBDA_RUNTIME_API"] is not string { Length: > 0 } api)
{
    await Console.Error.WriteLineAsync("AWS_LAMBDA_RUNTIME_API is not set: this program runs inside AWS Lambda. On a laptop, run OrdersPipeline.").ConfigureAwait(false);
    return 2;
}

using var stopping = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopping.Cancel();
});
using var runtime = new RuntimeApi(api);
OrdersHandler handler;
try
{
    var settings = LambdaSettings.From(environment);
    var schema = TableSchema.Load(Path.Combine(AppContext.BaseDirectory, "orders.schema.json"));
    // Twice the SDK's tries within a request's time-out stay below the function's own.
    var s3 = new AmazonS3Client(new AmazonS3Config { Timeout = TimeSpan.FromSeconds(10), MaxErrorRetry = 3 });
    var store = new S3ObjectStore(s3, settings.Bucket, settings.Prefix, S3StoreOptions.Default with { KmsKeyId = settings.KmsKeyId, ExpectedBucketOwner = settings.BucketOwner });
    handler = new OrdersHandler(schema, store, TimeProvider.System, new JsonConsoleLogger<StreamPipeline>(TimeProvider.System, LogLevel.Information));
}
catch (Exception exception)
{
    await Console.Error.WriteLineAsync($"The function can't start: {exception.Message}").ConfigureAwait(false);
    await runtime.FailInitAsync(exception, CancellationToken.None).ConfigureAwait(false);
    return 1;
}
await RuntimeLoop.RunAsync(runtime, handler.HandleAsync, stopping.Token).ConfigureAwait(false);
return 0;
