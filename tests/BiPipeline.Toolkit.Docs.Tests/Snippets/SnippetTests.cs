using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Docs.Tests.Markdown;
using BiPipeline.Toolkit.Docs.Tests.Pages;
using BiPipeline.Toolkit.Lake;
using OrdersLake;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>Every block of C# in the repository's Markdown stands, line by line, in a file of this folder, and so is compiled.</summary>
[Collection(PipelineCollection.Name)]
public sealed class SnippetTests
{
    [Fact]
    public void CSharp_OfEveryPage_IsCompiled()
    {
        string[][] files = [.. Directory.EnumerateFiles(Repository.PathOf("tests/BiPipeline.Toolkit.Docs.Tests/Snippets"), "*.cs", SearchOption.AllDirectories).Select(path => Lines(File.ReadAllText(path)))];
        var blocks = MarkdownPage.All.SelectMany(page => page.Blocks.Where(block => block.Language is "csharp" or "cs" or "c#").Select(block => (page.Path, Block: block))).ToArray();

        blocks.Length.ShouldBeGreaterThanOrEqualTo(9);
        blocks.Where(block => !files.Any(file => Holds(file, Lines(block.Block.Text)))).Select(block => $"{block.Path}:{block.Block.Line}").ShouldBeEmpty();
    }

    [Fact]
    public async Task GettingStarted_Function_AnswersEventsUntilTheRuntimeEnds()
    {
        using var lake = new TemporaryDirectory();
        var pipeline = new StreamPipeline(new DirectoryObjectStore(lake.FullPath, new() { Sync = false }), new() { Schemas = [Told.Schema] });
        using var handler = new ScriptedHandler([Next("one", Told.Event), Accepted, Next("two", "{\"Records\":[{"), Accepted, () => new HttpResponseMessage(HttpStatusCode.Gone)]);
        using var runtime = new HttpClient(handler) { BaseAddress = new Uri("http://127.0.0.1/2018-06-01/runtime/") };

        await Should.ThrowAsync<HttpRequestException>(() => Function.RunAsync(runtime, pipeline, CancellationToken.None));

        handler.Sent.Select(request => $"{request.Method} {request.Uri.AbsolutePath["/2018-06-01/runtime/".Length..]}").ShouldBe(
            ["GET invocation/next", "POST invocation/one/response", "GET invocation/next", "POST invocation/two/error", "GET invocation/next"]);
        handler.Sent[1].Body.ShouldBe("""{"batchItemFailures":[]}""");
        JsonNode.Parse(handler.Sent[3].Body)!["errorType"]!.GetValue<string>().ShouldBe("PayloadException");
        Directory.EnumerateFiles(lake.Combine("processed", "told"), "*.parquet", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    static HttpResponseMessage Accepted() => new(HttpStatusCode.Accepted);

    static Func<HttpResponseMessage> Next(string id, string payload) => () =>
    {
        var next = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        next.Headers.Add("Lambda-Runtime-Aws-Request-Id", id);
        next.Headers.Add("Lambda-Runtime-Deadline-Ms", "9999999999999");
        return next;
    };

    static string[] Lines(string text) => [.. text.TrimEnd('\n').Split('\n').Select(line => line.Trim())];

    // Usings stand at a file's head, the rest in one piece somewhere.
    static bool Holds(string[] file, string[] block)
    {
        string[] usings = [.. block.TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal)).Where(IsNamespace)];
        string[] rest = [.. block.SkipWhile(line => line.Length == 0 || IsNamespace(line))];
        return usings.All(file.Contains) && Enumerable.Range(0, Math.Max(0, file.Length - rest.Length + 1)).Any(at => file.AsSpan(at, rest.Length).SequenceEqual(rest));
    }

    static bool IsNamespace(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);
}
