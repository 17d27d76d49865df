using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.DynamoDb;
using OrdersPipeline.Aws;
using OrdersPipeline.Tests.Infrastructure;

namespace OrdersPipeline.Tests.EndToEnd;

/// <summary>moto with the orders table, filled by the console's <c>load</c> at the first use: loading takes most of a test's time, so tests share it.</summary>
public sealed class LoadedTable : IDisposable
{
    readonly MotoServer _moto = new();
    readonly Lazy<Task<string>> _stream;
    readonly TemporaryDirectory _folder = new();
    RememberedStreams? _streams;

    public LoadedTable() => _stream = new(LoadAsync);

    /// <summary>Where moto listens.</summary>
    public Task<Uri> Endpoint => _moto.Endpoint;

    /// <summary>The stream that holds every change.</summary>
    public Task<string> StreamArn => _stream.Value;

    internal IDynamoDbStreams Streams => _streams ?? throw new InvalidOperationException("The table is not loaded yet.");

    /// <summary>What <c>load</c> printed.</summary>
    public string LoadOutput { get; private set; } = "";

    /// <summary>What <c>load</c> asked DynamoDB for.</summary>
    internal IReadOnlyList<RecordedCall> LoadCalls { get; private set; } = [];

    internal async Task<AwsConnection> ConnectAsync() => new(null, null, await Endpoint);

    /// <summary>A new bucket.</summary>
    internal async Task CreateBucketAsync(string bucket)
    {
        using var s3 = (await ConnectAsync()).OpenS3();
        await s3.PutBucketAsync(bucket);
    }

    public void Dispose()
    {
        _streams?.Dispose();
        _moto.Dispose();
        _folder.Dispose();
    }

    async Task<string> LoadAsync()
    {
        var endpoint = await Endpoint;
        using var dynamoDb = (await ConnectAsync()).OpenDynamoDb();
        await dynamoDb.CreateTableAsync(new CreateTableRequest
        {
            TableName = "orders",
            KeySchema = [new("orderId", KeyType.HASH)],
            AttributeDefinitions = [new("orderId", ScalarAttributeType.S)],
            BillingMode = BillingMode.PAY_PER_REQUEST,
            StreamSpecification = new() { StreamEnabled = true, StreamViewType = StreamViewType.NEW_AND_OLD_IMAGES },
        });
        await using var proxy = await RecordingProxy.StartAsync(endpoint);
        LoadOutput = await new OrdersConsole(proxy.Endpoint, proxy.Endpoint).RunAsync("load", "--journal", _folder.Combine("load.journal"));
        LoadCalls = [.. proxy.Calls];
        _streams = new RememberedStreams(new DynamoDbStreamsClient(AwsClientOptions.Local(endpoint) with { Timeout = HangGuard.Time }));
        return (await _streams.ListStreamsAsync("orders", CancellationToken.None)).Single();
    }
}
