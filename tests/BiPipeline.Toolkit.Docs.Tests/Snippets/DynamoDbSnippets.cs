using System.Text.Json;
using Amazon.DynamoDBv2;
using BiPipeline.Toolkit.DynamoDb;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>The C# of the DynamoDb package's README, unchanged. It is compiled.</summary>
static class DynamoDbSnippets
{
    internal static async Task<PumpProgress> PumpAsync(StreamPipeline pipeline, CancellationToken ct)
    {
        using var streams = new DynamoDbStreamsClient();           // the SDK's credentials, region, retries and AWS_ENDPOINT_URL* variables
        var stream = (await streams.ListStreamsAsync("orders", ct)).Single();
        var pump = new StreamPump(streams, new()
        {
            BatchSize = 10_000,
            MaximumRetryAttempts = 5,
            StopAfterIdle = TimeSpan.FromMinutes(1),
            OnFailure = (batch, token) => File.WriteAllBytesAsync(Path.GetFileName(batch.Key), batch.Json.ToArray(), token),
        });

        var done = await pump.RunAsync(stream, pipeline.HandleAsync, cancellationToken: ct);   // the very method that Lambda calls
        return done;
    }

    internal static async Task<LoadProgress> LoadAsync(IAmazonDynamoDB dynamoDb, IReadOnlyList<JsonElement> items, IReadOnlyList<ItemChange> changes, IProgress<LoadProgress> progress, CancellationToken ct)
    {
        var loader = new TableLoader(dynamoDb, new() { Table = "orders", KeyAttributes = ["orderId"], VersionAttribute = "updatedAtMs" });
        var done = await loader.LoadAsync(items, changes, journal: "orders.journal", progress, ct);   // DynamoDB JSON
        return done;
    }
}
