using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena;
using OrdersPipeline.Aws;

namespace OrdersPipeline.Tests.EndToEnd;

/// <summary>LocalAthena over a lake and a catalog that are reached over HTTP.</summary>
sealed class LocalAthena : IAsyncDisposable
{
    readonly TemporaryDirectory _mirror;
    readonly GlueCatalogClient _catalog;
    readonly IObjectStore _store;
    readonly LocalAthenaEngine _engine;
    readonly LocalAthenaServer _server;
    readonly AthenaClient _client;

    LocalAthena(TemporaryDirectory mirror, GlueCatalogClient catalog, IObjectStore store, LocalAthenaEngine engine, LocalAthenaServer server, string database)
    {
        (_mirror, _catalog, _store, _engine, _server) = (mirror, catalog, store, engine, server);
        _client = new AthenaClient(AwsClientOptions.Local(server.Endpoint));
        Runner = new AthenaQueryRunner(_client, new() { Database = database, WorkGroup = "orders-pipeline", FirstPoll = TimeSpan.FromMilliseconds(5) });
    }

    internal Uri Endpoint => _server.Endpoint;

    internal AthenaQueryRunner Runner { get; }

    internal static async Task<LocalAthena> StartAsync(AwsConnection connection, string database, string bucket)
    {
        var mirror = new TemporaryDirectory();
        var catalog = connection.OpenGlue();
        var store = ObjectStores.Open($"s3://{bucket}", new() { Client = AwsClientOptions.Local(connection.Endpoint!) });
        var engine = LocalAthenaEngine.Open(catalog, mirror.FullPath, new() { LakeLocation = $"s3://{bucket}", Store = store, WorkGroups = ["orders-pipeline"], Threads = 2 });
        return new LocalAthena(mirror, catalog, store, engine, await LocalAthenaServer.StartAsync(engine), database);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _engine.Dispose();
        (_store as IDisposable)?.Dispose();
        _catalog.Dispose();
        _mirror.Dispose();
    }
}
