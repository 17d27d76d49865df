using System.Net;
using System.Text.Json;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>
/// A client of the Lambda Runtime API: the next event, its answer, its failure (AWS Lambda developer guide, "Using the Lambda runtime
/// API").
/// </summary>
sealed class RuntimeApi : IDisposable
{
    const StringSplitOptions Lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    readonly HttpClient _http;

    // Events arrive one at a time, so the next one reuses the buffer.
    byte[] _buffer = [];

    /// <summary>Creates a client of the API at <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    internal RuntimeApi(string hostAndPort)
    {
        // Lambda keeps the request open until there is an event, possibly for hours. A frozen process must not find it timed out.
        _http = new HttpClient { BaseAddress = new Uri($"http://{hostAndPort}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Waits for the next event.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or the answer is not an event.</exception>
    internal async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("invocation/next", UriKind.Relative));
        using var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        // Lambda considers the event as taken, so it is read to its end even when the process must end.
        var payload = await ReadAsync(response.Content).ConfigureAwait(false);
        return new Invocation(
            Header(response, "Lambda-Runtime-Aws-Request-Id"),
            Deadline(response),
            response.Headers.TryGetValues("Lambda-Runtime-Trace-Id", out var trace) ? trace.First() : null,
            payload);
    }

    /// <summary>Answers an event.</summary>
    /// <returns>The refusal, for the log; null when the API accepted the answer.</returns>
    /// <exception cref="HttpRequestException">There was no answer, or the API failed permanently.</exception>
    internal async Task<Refusal?> AnswerAsync(Invocation invocation, Stream answer, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(answer);
        content.Headers.ContentType = new("application/json");
        return await PostAsync(PathOf(invocation, "response"), content, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reports that an event could not be handled.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or the API failed permanently.</exception>
    internal Task<Refusal?> FailAsync(Invocation invocation, Exception exception, CancellationToken cancellationToken) =>
        PostErrorAsync(PathOf(invocation, "error"), exception, cancellationToken);

    /// <summary>Reports that the function could not start. The process must then end.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or the API failed permanently.</exception>
    internal Task<Refusal?> FailInitAsync(Exception exception, CancellationToken cancellationToken) =>
        PostErrorAsync("init/error", exception, cancellationToken);

    public void Dispose() => _http.Dispose();

    async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content)
    {
        const int initial = 64 * 1024;
        // One byte more than needed: a read that returns nothing finds the end.
        var expected = (content.Headers.ContentLength ?? initial) + 1;
        if (expected > _buffer.Length) { _buffer = new byte[expected]; }
        var body = await content.ReadAsStreamAsync(CancellationToken.None).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var length = 0;
            while (await body.ReadAsync(_buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
                if (length == _buffer.Length) { Array.Resize(ref _buffer, _buffer.Length * 2); }
            }
            return _buffer.AsMemory(0, length);
        }
    }

    async Task<Refusal?> PostErrorAsync(string path, Exception exception, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage", exception.Message);
            json.WriteString("errorType", exception.GetType().Name);
            json.WriteStartArray("stackTrace");
            foreach (var line in (exception.StackTrace ?? "").Split('\n', Lines)) { json.WriteStringValue(line); }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        using var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new("application/vnd.aws.lambda.error+json");
        return await PostAsync(path, content, $"Function.{exception.GetType().Name}", cancellationToken).ConfigureAwait(false);
    }

    async Task<Refusal?> PostAsync(string path, HttpContent content, string? errorType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        if (errorType is not null) { request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType); }
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // "Container error. Non-recoverable state. Runtime should exit promptly."
        if (response.StatusCode >= HttpStatusCode.InternalServerError)
        {
            throw new HttpRequestException($"The Runtime API answered {path} with {(int)response.StatusCode}.", null, response.StatusCode);
        }
        return response.StatusCode == HttpStatusCode.Accepted ? null : new Refusal(path, (int)response.StatusCode);
    }

    static string PathOf(Invocation invocation, string post) => $"invocation/{Uri.EscapeDataString(invocation.RequestId)}/{post}";

    static DateTimeOffset Deadline(HttpResponseMessage response) =>
        long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new HttpRequestException("The Runtime API sent an event whose deadline is not a number.");

    static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values)
            ? values.First()
            : throw new HttpRequestException($"The Runtime API sent an event without {name}.");

    /// <summary>A post that was not accepted.</summary>
    internal sealed record Refusal(string Path, int Status);
}
