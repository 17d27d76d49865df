using Amazon.Runtime;
using BiPipeline.Toolkit.AwsJson;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// A client of DynamoDB Streams. The AWS SDK (AWSSDK.Core) handles signing, credentials, retries and endpoints. The client has only four
/// operations, and keeps the bytes of records unchanged. Thread-safe; dispose it after use.
/// </summary>
public sealed class DynamoDbStreamsClient : IDynamoDbStreams, IDisposable
{
    readonly AwsJsonClient _client;

    /// <summary>Creates a client with the SDK's credential chain.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="DynamoDbStreamsException">Neither a region nor an endpoint is set.</exception>
    public DynamoDbStreamsClient(AwsClientOptions? options = null) => _client = Open(credentials: null, options);

    /// <summary>Creates a client with the caller's credentials.</summary>
    /// <param name="credentials">The credentials for signing.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="DynamoDbStreamsException">Neither a region nor an endpoint is set.</exception>
    public DynamoDbStreamsClient(AWSCredentials credentials, AwsClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _client = Open(credentials, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    /// <exception cref="DynamoDbStreamsException">The service refused the call or did not answer.</exception>
    public async Task<IReadOnlyList<string>> ListStreamsAsync(string? table = null, CancellationToken cancellationToken = default)
    {
        List<string> streams = [];
        string? last = null;
        do
        {
            using var answer = await SendAsync(
                "ListStreams",
                json => StreamsJson.WriteList(json, table, last),
                cancellationToken).ConfigureAwait(false);
            last = StreamsJson.ReadList(answer.RootElement, streams);
        }
        while (last is not null);
        return streams;
    }

    /// <inheritdoc/>
    /// <exception cref="DynamoDbStreamsException">The service refused the call or did not answer.</exception>
    public async Task<StreamDescription> DescribeStreamAsync(string streamArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(streamArn);
        List<StreamShard> shards = [];
        StreamDescription description;
        string? last = null;
        do
        {
            using var answer = await SendAsync(
                "DescribeStream",
                json => StreamsJson.WriteDescribe(json, streamArn, last),
                cancellationToken).ConfigureAwait(false);
            (description, last) = StreamsJson.ReadDescription(answer.RootElement, shards);
        }
        while (last is not null);
        return description;
    }

    /// <inheritdoc/>
    /// <exception cref="DynamoDbStreamsException">The service refused the call or did not answer.</exception>
    public async Task<string> GetShardIteratorAsync(
        string streamArn,
        string shardId,
        ShardPosition position,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(streamArn);
        ArgumentException.ThrowIfNullOrEmpty(shardId);
        using var answer = await SendAsync(
            "GetShardIterator",
            json => StreamsJson.WriteIterator(json, streamArn, shardId, position),
            cancellationToken).ConfigureAwait(false);
        return StreamsJson.ReadIterator(answer.RootElement);
    }

    /// <inheritdoc/>
    /// <exception cref="DynamoDbStreamsException">The service refused the call or did not answer.</exception>
    public async Task<StreamRecordPage> GetRecordsAsync(
        string streamArn,
        string shardIterator,
        int limit,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(streamArn);
        ArgumentException.ThrowIfNullOrEmpty(shardIterator);
        var body = await SendBytesAsync(
            "GetRecords",
            json => StreamsJson.WriteGetRecords(json, shardIterator, limit),
            cancellationToken).ConfigureAwait(false);
        return StreamRecordReader.Read(body, streamArn);
    }

    async Task<JsonDocument> SendAsync(string operation, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var body = await SendBytesAsync(operation, write, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            throw new DynamoDbStreamsException(
                DynamoDbStreamsException.UnreadableAnswer,
                $"DynamoDB Streams {operation}: the answer is not JSON; expected a DynamoDB endpoint.",
                isTransient: false,
                exception);
        }
    }

    async Task<byte[]> SendBytesAsync(string operation, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.SendAsync(operation, write, cancellationToken).ConfigureAwait(false);
        }
        catch (AwsJsonException exception)
        {
            var message = exception.Code == DynamoDbStreamsException.AccessDenied
                ? $"{exception.Message} Grant dynamodb:{operation} on the table's stream (docs/iam.md)."
                : exception.Message;
            throw new DynamoDbStreamsException(
                exception.Code,
                message,
                exception.IsTransient || exception.Code == DynamoDbStreamsException.LimitExceeded,
                exception);
        }
    }

    static AwsJsonClient Open(AWSCredentials? credentials, AwsClientOptions? options)
    {
        try
        {
            return AwsJsonClients.Create(AwsJsonService.DynamoDbStreams, credentials, options);
        }
        catch (AwsJsonException exception)
        {
            throw new DynamoDbStreamsException(exception.Code, exception.Message, exception.IsTransient, exception);
        }
    }
}
