using System.Text.Json;

namespace BiPipeline.Toolkit.Athena.Tests.Client;

public sealed class AthenaMotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    [RequiresFact(Need.Moto)]
    public async Task Runner_QueryWithPresetResult_ReadsItsRows()
    {
        var endpoint = await moto.Endpoint;
        using var http = new HttpClient { BaseAddress = endpoint };
        var preset = new
        {
            account_id = "123456789012",
            region = "us-east-1",
            results = new[]
            {
                new
                {
                    rows = new[] { Row("id", "n"), Row("a", "1"), Row("b", null) },
                    column_info = new[] { Column("id", "varchar"), Column("n", "bigint") },
                },
            },
        };
        using var content = new StringContent(JsonSerializer.Serialize(preset));
        (await http.PostAsync("moto-api/static/athena/query-results", content)).EnsureSuccessStatusCode();
        using var client = new AthenaClient(AwsClientOptions.Local(endpoint));
        var runner = new AthenaQueryRunner(client, new() { OutputLocation = "s3://results/", FirstPoll = TimeSpan.FromMilliseconds(1) });

        var rows = await (await runner.RunAsync("SELECT id, n FROM t")).ToListAsync();

        rows.Select(row => (row["id"], row["n"])).ShouldBe([("a", 1L), ("b", null)]);
    }

    [RequiresFact(Need.Moto)]
    public async Task Stop_StartedQuery_IsCancelled()
    {
        using var client = new AthenaClient(AwsClientOptions.Local(await moto.Endpoint));

        var id = await client.StartQueryExecutionAsync(new() { QueryString = "SELECT 1", ClientRequestToken = new('s', 32), OutputLocation = "s3://results/" });
        await client.StopQueryExecutionAsync(id);

        (await client.GetQueryExecutionAsync(id)).State.ShouldBe(AthenaQueryState.Cancelled);
    }

    static object Row(params string?[] values) => new { Data = values.Select(value => value is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { ["VarCharValue"] = value }) };

    static object Column(string name, string type) => new { CatalogName = "hive", SchemaName = "", TableName = "", Name = name, Label = name, Type = type, Precision = 0, Scale = 0, Nullable = "UNKNOWN", CaseSensitive = false };
}
