using System.Globalization;
using System.Net;
using System.Text.Json;

namespace OrdersPipeline.Lambda;

/// <summary>The Lambda Runtime API: the next event, its answer, its failure (AWS Lambda developer guide, "Using the Lambda runtime API").</summary>
public sealed class RuntimeApi : IDisposable
{
    readonly HttpClient _http;

    /// <summary>A client of the API at <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public RuntimeApi(string hostAndPort)
    {
        // Lambda holds the request open until there is an event, for hours if need be; a frozen process must not find its request timed out.
        _http = new HttpClient { BaseAddress = new Uri($"http://{hostAndPort}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Waits for the next event.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or none that is an event.</exception>
    public async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri("invocation/next", UriKind.Relative), cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var payload = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new Invocation(
            Header(response, "Lambda-Runtime-Aws-Request-Id"),
            Deadline(response),
            response.Headers.TryGetValues("Lambda-Runtime-Trace-Id", out var trace) ? trace.First() : null,
            payload);
    }

    /// <summary>Answers an event.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or the API failed for good.</exception>
    public async Task<PostOutcome> AnswerAsync(Invocation invocation, Stream answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        using var content = new StreamContent(answer);
        content.Headers.ContentType = new("application/json");
        return await PostAsync($"invocation/{Uri.EscapeDataString(invocation.RequestId)}/response", content, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reports that an event could not be handled.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or the API failed for good.</exception>
    public Task<PostOutcome> FailAsync(Invocation invocation, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        return PostErrorAsync($"invocation/{Uri.EscapeDataString(invocation.RequestId)}/error", exception, cancellationToken);
    }

    /// <summary>Reports that the function could not start; the process is then to end.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or the API failed for good.</exception>
    public Task<PostOutcome> FailInitAsync(Exception exception, CancellationToken cancellationToken) => PostErrorAsync("init/error", exception, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<PostOutcome> PostErrorAsync(string path, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exception);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage", exception.Message);
            json.WriteString("errorType", exception.GetType().Name);
            json.WriteStartArray("stackTrace");
            foreach (var line in (exception.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) { json.WriteStringValue(line); }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        using var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new("application/vnd.aws.lambda.error+json");
        return await PostAsync(path, content, $"OrdersPipeline.{exception.GetType().Name}", cancellationToken).ConfigureAwait(false);
    }

    async Task<PostOutcome> PostAsync(string path, HttpContent content, string? errorType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        if (errorType is not null) { request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType); }
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // "Container error. Non-recoverable state. Runtime should exit promptly."
        if (response.StatusCode >= HttpStatusCode.InternalServerError) { throw new HttpRequestException($"The runtime API answered {path} with {(int)response.StatusCode}.", null, response.StatusCode); }
        return new PostOutcome(path, (int)response.StatusCode);
    }

    static DateTimeOffset Deadline(HttpResponseMessage response) =>
        long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new HttpRequestException("The runtime API sent an event whose deadline is no number.");

    static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : throw new HttpRequestException($"The runtime API sent an event without {name}.");
}
