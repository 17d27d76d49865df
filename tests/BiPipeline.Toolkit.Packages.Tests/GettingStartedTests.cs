using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Lambda.Tests.Service;

namespace BiPipeline.Toolkit.Packages.Tests;

/// <summary>
/// The function of docs/getting-started.md: created, built and published with the page's commands, and run like in Lambda. The linker
/// takes most of a minute, so only the gate's volume has the function as machine code.
/// </summary>
[Trait("Category", "Slow")]
[Collection(PackagesCollection.Name)]
public sealed partial class GettingStartedTests(PackageFeed feed, MotoServer moto) : IClassFixture<MotoServer>
{
    static readonly string[] WithoutLinker = TestVolume.Of(usual: 0, full: 1) == 0 ? ["-p:PublishAot=false", "--self-contained", "false"] : [];

    const string Event = """{"Records":[{"eventID":"e1","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1795338376,"Keys":{"orderId":{"S":"a"}},"NewImage":{"orderId":{"S":"a"}},"SequenceNumber":"17"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}]}""";

    [RequiresFact(Need.Moto, Need.LinkerOfLinuxX64)]
    public async Task Function_OfThePage_PublishesAndHandlesEvents()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "getting-started.md"));
        var folder = feed.NewFolder("getting-started");
        await RunAsync(folder, page, [], "dotnet new", "dotnet add");
        var project = Path.Combine(folder, "OrdersLake");
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), Block(page, "csharp"));
        var csproj = Path.Combine(project, "OrdersLake.csproj");
        await File.WriteAllTextAsync(csproj, (await File.ReadAllTextAsync(csproj)).Replace("</Project>", Block(page, "xml") + "</Project>", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(project, "orders.schema.json"), """
            { "table": "orders", "keys": ["order_id"], "columns": [ { "name": "order_id", "path": "orderId", "type": "string" } ],
              "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ] }
            """);
        await RunAsync(folder, page, WithoutLinker, "dotnet publish");

        await CheckGlibcAsync(project, Path.Combine(folder, "publish"));

        Block(page, "csharp").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThanOrEqualTo(6);
        await using var api = await RuntimeApiServer.StartAsync();
        var s3 = await moto.Endpoint;
        using var http = new HttpClient();
        (await http.PutAsync(new Uri(s3, "my-lake"), content: null)).EnsureSuccessStatusCode();
        using var function = Start(Path.Combine(folder, "publish", "bootstrap"), api, s3);
        var log = function.StandardOutput.ReadToEndAsync();
        try
        {
            Encoding.UTF8.GetString(await api.InvokeAsync(Encoding.UTF8.GetBytes(Event)).WaitAsync(HangGuard.Time)).ShouldBe("""{"batchItemFailures":[]}""");
        }
        finally
        {
            function.Kill();
        }
        JsonDocument.Parse((await log).Split('\n')[1]).RootElement.GetProperty("message").GetString()!.ShouldStartWith("Stored 1 records as 1 rows");
        (await http.GetStringAsync(new Uri(s3, "my-lake?list-type=2"))).ShouldContain("orders/processed/orders/dt=2026-11-22/");
    }

    // The package's check of what a publish made, against the versions that the file's symbol table names.
    async Task CheckGlibcAsync(string project, string published)
    {
        Task<CommandRun> CheckAsync(string limit) => CommandRun.RunAsync(project, feed.Packages, "", "dotnet", "build", "--no-restore", "-target:CheckLambdaGlibc", "-nodeReuse:false", "-p:CheckLambdaGlibc=true", $"-p:PublishDir={published}/", $"-p:LambdaGlibcVersion={limit}");
        var symbols = (await CommandRun.RunAsync(published, feed.Packages, "", "objdump", "-T", "bootstrap")).Succeeded();
        var needed = GlibcSymbol().Matches(symbols).Max(match => Version.Parse(match.Groups["version"].Value))!;

        (await CheckAsync($"{needed}")).Succeeded().ShouldContain($"bootstrap needs glibc {needed}; Lambda has {needed}.");
        var refused = await CheckAsync("2.2");
        refused.ExitCode.ShouldBe(1, refused.Output);
        refused.Output.ShouldContain($"error BIPL0002: bootstrap needs glibc {needed}; Lambda has 2.2. Publish in a container of Amazon Linux 2023, or on an older distribution.");
    }

    static Process Start(string program, RuntimeApiServer api, Uri s3)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in new[]
        {
            ("AWS_LAMBDA_RUNTIME_API", api.Authority), ("LAKE", "s3://my-lake/orders"), ("AWS_ENDPOINT_URL_S3", s3.AbsoluteUri),
            ("AWS_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "local"), ("AWS_SECRET_ACCESS_KEY", "local"),
        })
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    // The page's commands that begin with one of these, in order, each with the extra words.
    async Task RunAsync(string folder, string page, string[] extra, params string[] starts)
    {
        foreach (var command in Blocks(page, "bash").SelectMany(block => block.Split('\n')).Where(line => starts.Any(start => line.StartsWith(start + " ", StringComparison.Ordinal))))
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["dotnet", "tool", ..]) { continue; }
            (await CommandRun.RunAsync(folder, feed.Packages, "", words[0], [.. words[1..], .. extra])).Succeeded();
        }
    }

    static string Block(string page, string language) => Blocks(page, language).First();

    static IEnumerable<string> Blocks(string page, string language) => Fence().Matches(page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value);

    [GeneratedRegex(@"\(GLIBC_(?<version>\d+(\.\d+)+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex GlibcSymbol();

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
