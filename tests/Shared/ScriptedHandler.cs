using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BiPipeline.Toolkit.TestKit;

/// <summary>Answers HTTP requests from a script, in order, and records them; the last answer repeats.</summary>
sealed class ScriptedHandler(params IReadOnlyList<Func<HttpResponseMessage>> answers) : HttpMessageHandler
{
    readonly List<SentRequest> _sent = [];

    internal IReadOnlyList<SentRequest> Sent => _sent;

    internal static Func<HttpResponseMessage> Json(HttpStatusCode status, string body, string? errorType = null) => () =>
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/x-amz-json-1.1")) };
        if (errorType is not null) { answer.Headers.TryAddWithoutValidation("x-amzn-ErrorType", errorType); }
        return answer;
    };

    internal static Func<HttpResponseMessage> Ok(string body) => Json(HttpStatusCode.OK, body);

    internal static Func<HttpResponseMessage> Error(string type, string message = "no", HttpStatusCode status = HttpStatusCode.BadRequest) =>
        Json(status, $$"""{"__type":"com.amazonaws.example#{{type}}","Message":"{{message}}"}""");

    internal static Func<HttpResponseMessage> Lost() => () => throw new HttpRequestException("connection reset");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        int index;
        lock (_sent)
        {
            index = _sent.Count;
            _sent.Add(new(request.Method.Method, request.RequestUri!, headers, body));
        }
        cancellationToken.ThrowIfCancellationRequested();
        return answers[Math.Min(index, answers.Count - 1)]();
    }

    internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        internal string Operation => Headers["X-Amz-Target"];
    }
}
