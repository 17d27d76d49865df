using System.Globalization;
using System.Net.Http.Json;
using BiPipeline.Toolkit;

namespace OrdersLake;

/// <summary>Function.cs of docs/getting-started.md.</summary>
static class Function
{
    public static async Task RunAsync(HttpClient runtime, StreamPipeline pipeline, CancellationToken stop)
    {
        while (true)
        {
            using var invocation = await runtime.GetAsync(new Uri("invocation/next", UriKind.Relative), stop);
            invocation.EnsureSuccessStatusCode();
            var id = invocation.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
            var deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(invocation.Headers.GetValues("Lambda-Runtime-Deadline-Ms").Single(), CultureInfo.InvariantCulture));
            try
            {
                await using var payload = await invocation.Content.ReadAsStreamAsync(stop);
                using var answer = new StreamContent(await pipeline.HandleAsync(payload, deadline, stop));
                await SendAsync(runtime, $"invocation/{id}/response", answer, stop);
            }
            catch (Exception exception) when (exception is not (HttpRequestException or OperationCanceledException))
            {
                using var error = JsonContent.Create(new { errorType = exception.GetType().Name, errorMessage = exception.Message });
                await SendAsync(runtime, $"invocation/{id}/error", error, stop);
            }
        }
    }

    static async Task SendAsync(HttpClient runtime, string path, HttpContent content, CancellationToken stop)
    {
        using var accepted = await runtime.PostAsync(new Uri(path, UriKind.Relative), content, stop);
        accepted.EnsureSuccessStatusCode();
    }
}
