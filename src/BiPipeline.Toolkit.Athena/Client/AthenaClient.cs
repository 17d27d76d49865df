using Amazon.Runtime;
using BiPipeline.Toolkit.AwsJson;

namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// A client of Amazon Athena. The AWS SDK (AWSSDK.Core) handles signing, credentials, retries and endpoints. The client has only the
/// operations of <see cref="IAthenaClient"/>. Thread-safe; dispose it after use.
/// </summary>
public sealed class AthenaClient : IAthenaClient, IDisposable
{
    readonly AwsJsonClient _client;

    /// <summary>Creates a client with the SDK's credential chain.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="AthenaException">Neither a region nor an endpoint is set.</exception>
    public AthenaClient(AwsClientOptions? options = null) => _client = Open(credentials: null, options);

    /// <summary>Creates a client with the caller's credentials.</summary>
    /// <param name="credentials">The credentials for signing.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="AthenaException">Neither a region nor an endpoint is set.</exception>
    public AthenaClient(AWSCredentials credentials, AwsClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _client = Open(credentials, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    public async Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var answer = await SendAsync(
            "StartQueryExecution",
            json => AthenaJson.Write(json, request),
            cancellationToken).ConfigureAwait(false);
        return answer.RootElement.GetProperty("QueryExecutionId").GetString()!;
    }

    /// <inheritdoc/>
    public async Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(
            "GetQueryExecution",
            json => json.WriteString("QueryExecutionId", queryExecutionId),
            cancellationToken).ConfigureAwait(false);
        return AthenaJson.ReadExecution(answer.RootElement.GetProperty("QueryExecution"));
    }

    /// <inheritdoc/>
    public async Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(
            "StopQueryExecution",
            json => json.WriteString("QueryExecutionId", queryExecutionId),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<AthenaResultPage> GetQueryResultsAsync(
        string queryExecutionId,
        string? nextToken,
        int maxResults,
        CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(
            "GetQueryResults",
            json =>
            {
                json.WriteString("QueryExecutionId", queryExecutionId);
                if (nextToken is not null) { json.WriteString("NextToken", nextToken); }
                json.WriteNumber("MaxResults", maxResults);
            },
            cancellationToken).ConfigureAwait(false);
        return AthenaJson.ReadPage(answer.RootElement);
    }

    async Task<JsonDocument> SendAsync(string operation, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.SendAsync(operation, write, cancellationToken).ConfigureAwait(false);
            return JsonDocument.Parse(answer.Length > 0 ? answer : "{}"u8.ToArray());
        }
        catch (AwsJsonException exception)
        {
            var hint = exception.Code == "AccessDeniedException" ? $". Grant athena:{operation} on the workgroup (docs/iam.md)." : "";
            throw new AthenaException(exception.Code, exception.Message + hint, exception) { IsTransient = exception.IsTransient };
        }
    }

    static AwsJsonClient Open(AWSCredentials? credentials, AwsClientOptions? options)
    {
        try
        {
            return AwsJsonClients.Create(AwsJsonService.Athena, credentials, options);
        }
        catch (AwsJsonException exception)
        {
            throw new AthenaException(exception.Code, exception.Message, exception);
        }
    }
}
