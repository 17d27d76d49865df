using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>The C# of docs/hosting.md, unchanged. It is compiled.</summary>
static class HostingSnippets
{
    internal static async Task OneAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddBiPipeline(builder.Configuration.GetSection("BiPipeline"));
        await builder.Build().RunAsync();
    }

    internal static void Several(HostApplicationBuilder builder)
    {
        builder.Services.AddBiPipeline("orders", builder.Configuration.GetSection("Pipelines:Orders"));
        builder.Services.AddBiPipeline("returns", builder.Configuration.GetSection("Pipelines:Returns"));
    }
}
