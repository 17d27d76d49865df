using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>A request to S3 in path style: <c>/bucket/key?query</c>.</summary>
sealed record S3Request(HttpContext Context, string Bucket, string Key)
{
    internal HttpRequest Http => Context.Request;

    internal HttpResponse Answer => Context.Response;

    internal CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>Reads the target as the caller sent it, because the server's own path keeps some escapes.</summary>
    internal static S3Request Read(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2)[0];
        var parts = target.TrimStart('/').Split('/', 2);
        return new(context, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    internal bool Has(string parameter) => Http.Query.ContainsKey(parameter);

    internal string? Parameter(string name) => Http.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    internal string? Header(string name) => Http.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
