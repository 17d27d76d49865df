using System.Net;
using BiPipeline.Toolkit.LocalAthena.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// Athena's JSON protocol on 127.0.0.1, for any AWS SDK with an endpoint of its own: StartQueryExecution, GetQueryExecution,
/// BatchGetQueryExecution, ListQueryExecutions, StopQueryExecution, GetQueryResults, GetWorkGroup, ListWorkGroups, CreateWorkGroup.
/// Signatures are not checked, so it listens to this machine only.
/// </summary>
public sealed class LocalAthenaServer : IAsyncDisposable
{
    // A statement of 262,144 bytes in JSON escapes, and what stands around it.
    const long MaxRequestBytes = 2 * 1024 * 1024;

    readonly WebApplication _application;
    readonly LocalAthenaClient _client;

    LocalAthenaServer(WebApplication application, LocalAthenaClient client, Uri endpoint) =>
        (_application, _client, Endpoint) = (application, client, endpoint);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a server on an engine, which stays the caller's.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalAthenaServer> StartAsync(LocalAthenaEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var client = new LocalAthenaClient(engine);
        // Empty: no settings file, no environment variable and no logger decides where this listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, engine.Options.Port);
        });
        var application = builder.Build();
        try
        {
            var protocol = new AthenaProtocol(client);
            application.Run(protocol.AnswerAsync);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new(application, client, new Uri(address));
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops listening, then the queries.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
    }
}
