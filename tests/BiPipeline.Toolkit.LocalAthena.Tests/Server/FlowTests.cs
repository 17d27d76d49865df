namespace BiPipeline.Toolkit.LocalAthena.Tests.Server;

// The call sequences of tools, in our own words and with boto3, because the tools are not in every environment.
public sealed class FlowTests : IAsyncLifetime, IDisposable
{
    readonly LakeFixture _lake = new();
    LocalAthenaServer? _server;

    public async Task InitializeAsync()
    {
        _lake.WriteParquet("people/a.parquet", """
            SELECT * FROM (VALUES (1::BIGINT, 'Ann', ['x']), (2, 'quote " and, comma', ['a', 'b']), (3, '', NULL), (4, NULL, [NULL])) AS t (id, name, tags)
            """);
        await _lake.CreateTableAsync("people", "id bigint, name string, tags array<string>");
        _server = await LocalAthenaServer.StartAsync(_lake.Engine);
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    // After DisposeAsync, because the engine must be last.
    public void Dispose() => _lake.Dispose();

    [RequiresTheory(Need.Botocore)]
    [InlineData("pyathena_flow.py", "PyAthena")]
    [InlineData("awswrangler_flow.py", "awswrangler")]
    [InlineData("dbt_athena_flow.py", "dbt-athena")]
    [InlineData("unload_flow.py", "unload")]
    [InlineData("rehearsal.py", "rehearsal")]
    public async Task Boto3_CallsOfATool_AreAnswered(string script, string flow)
    {
        var path = Repository.PathOf("tests", "BiPipeline.Toolkit.LocalAthena.Tests", "Flows", script);

        (await Python.RunAsync([path, _server!.Endpoint.GetLeftPart(UriPartial.Authority)])).ShouldContain($"\"flow\": \"{flow}\"");
    }
}
