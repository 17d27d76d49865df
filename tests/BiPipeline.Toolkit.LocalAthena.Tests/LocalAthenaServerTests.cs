using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

public sealed class LocalAthenaServerTests : IAsyncLifetime, IDisposable
{
    readonly LakeFixture _lake = new();
    LocalAthenaServer? _server;

    LocalAthenaServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async Task InitializeAsync() => _server = await LocalAthenaServer.StartAsync(_lake.Engine);

    public async Task DisposeAsync()
    {
        if (_server is not null) { await _server.DisposeAsync(); }
    }

    // After DisposeAsync, because the engine must be last.
    public void Dispose() => _lake.Dispose();

    async Task<string> BotoAsync(string script)
    {
        var start = new ProcessStartInfo("python3", ["-c", $"""
            import json, time, boto3
            from botocore.config import Config
            from botocore.exceptions import ClientError
            athena = boto3.client("athena", endpoint_url="{Server.Endpoint}", region_name="eu-west-1", aws_access_key_id="local", aws_secret_access_key="local", config=Config(retries=dict(total_max_attempts=1)))
            def run(sql, **more):
                id = athena.start_query_execution(QueryString=sql, QueryExecutionContext=dict(Database="lake"), **more)["QueryExecutionId"]
                while True:
                    execution = athena.get_query_execution(QueryExecutionId=id)["QueryExecution"]
                    if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
                        return execution
                    time.sleep(0.005)
            {script.ReplaceLineEndings("\n")}
            """])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return (await output).Trim();
    }

    [RequiresFact(Need.Botocore)]
    public async Task Boto3_PagedSelect_ReadsEveryRow()
    {
        var answer = await BotoAsync("""
            execution = run("SELECT x, ARRAY[x] AS xs, CAST(NULL AS varchar) AS n FROM UNNEST(sequence(1, 2500)) AS t (x) ORDER BY x")
            rows = [row["Data"] for page in athena.get_paginator("get_query_results").paginate(QueryExecutionId=execution["QueryExecutionId"], PaginationConfig=dict(PageSize=700)) for row in page["ResultSet"]["Rows"]]
            info = athena.get_query_results(QueryExecutionId=execution["QueryExecutionId"], MaxResults=1)["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
            print(json.dumps([execution["Status"]["State"], execution["StatementType"], len(rows), rows[0], rows[1], rows[-1], [c["Type"] for c in info], execution["Statistics"]["DataScannedInBytes"]]))
            """);

        answer.ShouldBe("""["SUCCEEDED", "DML", 2501, [{"VarCharValue": "x"}, {"VarCharValue": "xs"}, {"VarCharValue": "n"}], [{"VarCharValue": "1"}, {"VarCharValue": "[1]"}, {}], [{"VarCharValue": "2500"}, {"VarCharValue": "[2500]"}, {}], ["bigint", "array", "varchar"], 0]""");
    }

    [RequiresFact(Need.Botocore)]
    public async Task Boto3_Errors_ThrowItsOwnExceptions()
    {
        var answer = await BotoAsync("""
            failed = run("SELECT nope")
            print(failed["Status"]["State"], failed["Status"]["StateChangeReason"], failed["Status"]["AthenaError"]["ErrorCategory"])
            try:
                athena.start_query_execution(QueryString="SELEC 1")
            except athena.exceptions.InvalidRequestException as error:
                print(error.response["Error"]["Code"], error.response["AthenaErrorCode"], error.response["Error"]["Message"].split(".")[0])
            try:
                athena.get_query_execution(QueryExecutionId="nothing")
            except ClientError as error:
                print(error.response["Error"]["Code"], error.response["Error"]["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"])
            """);

        answer.Split('\n').ShouldBe([
            "FAILED COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved or requester is not authorized to access requested resources 2",
            "InvalidRequestException MALFORMED_QUERY line 1:1: mismatched input 'SELEC'",
            "InvalidRequestException QueryExecution nothing was not found 400",
        ]);
    }

    [RequiresFact(Need.Botocore)]
    public async Task Boto3_EveryOperation_Answers()
    {
        var answer = await BotoAsync("""
            token = "t" * 40
            first = athena.start_query_execution(QueryString="SELECT ?", ClientRequestToken=token, ExecutionParameters=["'p'"])["QueryExecutionId"]
            again = athena.start_query_execution(QueryString="SELECT ?", ClientRequestToken=token, ExecutionParameters=["'p'"])["QueryExecutionId"]
            batch = athena.batch_get_query_execution(QueryExecutionIds=[first, "x"])
            athena.create_work_group(Name="bi")
            view = run("CREATE VIEW v AS SELECT 1 AS a", WorkGroup="bi")
            show = run("SHOW TABLES")
            athena.stop_query_execution(QueryExecutionId=first)
            print(json.dumps([first == again, len(batch["QueryExecutions"]), batch["UnprocessedQueryExecutionIds"][0]["QueryExecutionId"], view["WorkGroup"], view["SubstatementType"],
              athena.get_query_results(QueryExecutionId=show["QueryExecutionId"])["ResultSet"]["Rows"], [w["Name"] for w in athena.list_work_groups()["WorkGroups"]],
              athena.get_work_group(WorkGroup="bi")["WorkGroup"]["State"], len(athena.list_query_executions(WorkGroup="bi")["QueryExecutionIds"])]))
            """);

        answer.ShouldBe("""[true, 1, "x", "bi", "CREATE_VIEW", [{"Data": [{"VarCharValue": "v"}]}], ["bi", "primary"], "ENABLED", 1]""");
    }

    [Fact]
    public async Task OwnClient_OverHttp_RunsQueries()
    {
        using var client = new AthenaClient(AwsClientOptions.Local(Server.Endpoint));
        var runner = new AthenaQueryRunner(client, new AthenaRunnerOptions { Database = LakeFixture.Database, FirstPoll = TimeSpan.FromMilliseconds(1) });

        var result = await runner.RunAsync("SELECT 1 AS a, 'x' AS b");

        (await result.ToListAsync()).ShouldHaveSingleItem().Texts.ShouldBe(["1", "x"]);
    }

    [Theory]
    [InlineData("AmazonAthena.DropEverything", "application/x-amz-json-1.1", "{}", "UnknownOperationException")]
    [InlineData("AWSGlue.GetTable", "application/x-amz-json-1.1", "{}", "InvalidInputException")]
    [InlineData("AWSGlue.StartJobRun", "application/x-amz-json-1.1", "{}", "UnknownOperationException")]
    [InlineData("DynamoDB_20120810.GetItem", "application/x-amz-json-1.1", "{}", "UnknownOperationException")]
    [InlineData("AmazonAthena.GetQueryExecution", "text/plain", "{}", "SerializationException")]
    [InlineData("AmazonAthena.GetQueryExecution", "application/x-amz-json-1.1", "not json", "SerializationException")]
    [InlineData("AmazonAthena.GetQueryExecution", "application/x-amz-json-1.1", "{}", "InvalidRequestException")]
    [InlineData("AmazonAthena.GetQueryExecution", "application/x-amz-json-1.1", "[]", "InvalidRequestException")]
    [InlineData("AmazonAthena.StartQueryExecution", "application/x-amz-json-1.1", "{\"QueryString\":\"SELECT 1\"}", "InvalidRequestException")]
    public async Task Post_InvalidCall_ReturnsAnErrorInJson(string target, string contentType, string body, string code)
    {
        var (status, json) = await PostAsync(target, contentType, body, Server.Endpoint.Authority);

        status.ShouldBe(HttpStatusCode.BadRequest);
        json.RootElement.GetProperty("__type").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task Post_ForAnotherHost_Fails()
    {
        var (_, json) = await PostAsync("AmazonAthena.ListWorkGroups", "application/x-amz-json-1.1", "{}", "evil.example");

        json.RootElement.GetProperty("__type").GetString().ShouldBe("AccessDeniedException");
    }

    [Fact]
    public void Endpoint_Started_IsLocalOnly() => Server.Endpoint.Host.ShouldBe("127.0.0.1");

    async Task<(HttpStatusCode Status, JsonDocument Json)> PostAsync(string target, string contentType, string body, string host)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.Endpoint) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.Host = host;
        using var response = await http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()));
    }
}
