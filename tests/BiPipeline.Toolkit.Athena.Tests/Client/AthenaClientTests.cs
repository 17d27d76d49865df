using static BiPipeline.Toolkit.TestKit.ScriptedHandler;

namespace BiPipeline.Toolkit.Athena.Tests.Client;

public sealed class AthenaClientTests
{
    [Fact]
    public async Task Start_AllOptions_AreSentUnderTheServicesNames()
    {
        using var handler = new ScriptedHandler(Ok("""{"QueryExecutionId":"q"}"""));
        using var client = Client(handler);

        var id = await client.StartQueryExecutionAsync(new()
        {
            QueryString = "SELECT ?",
            ClientRequestToken = new('t', 32),
            Catalog = "AwsDataCatalog",
            Database = "db",
            WorkGroup = "bi",
            OutputLocation = "s3://b/",
            ExecutionParameters = ["1", "'x'"],
            ResultReuseMaxAge = TimeSpan.FromHours(1),
        });

        id.ShouldBe("q");
        handler.Sent[0].Operation.ShouldBe("AmazonAthena.StartQueryExecution");
        handler.Sent[0].Body.ShouldBe("""{"QueryString":"SELECT ?","ClientRequestToken":"tttttttttttttttttttttttttttttttt","QueryExecutionContext":{"Database":"db","Catalog":"AwsDataCatalog"},"ResultConfiguration":{"OutputLocation":"s3://b/"},"WorkGroup":"bi","ExecutionParameters":["1","\u0027x\u0027"],"ResultReuseConfiguration":{"ResultReuseByAgeConfiguration":{"Enabled":true,"MaxAgeInMinutes":60}}}""");
    }

    [RequiresFact(Need.Botocore)]
    public async Task Start_AllOptions_PassBotocoresValidation()
    {
        using var handler = new ScriptedHandler(Ok("""{"QueryExecutionId":"q"}"""));
        using var client = Client(handler);
        await client.StartQueryExecutionAsync(new() { QueryString = "SELECT ?", ClientRequestToken = new('t', 64), Database = "db", ExecutionParameters = ["1"], ResultReuseMaxAge = TimeSpan.Zero });
        const string Script = """
            import sys, json, botocore.session, botocore.validate
            shape = botocore.session.get_session().get_service_model('athena').operation_model('StartQueryExecution').input_shape
            print(botocore.validate.ParamValidator().validate(json.load(sys.stdin), shape).generate_report())
            """;

        (await Python.RunAsync(["-c", Script], handler.Sent[0].Body)).ShouldBe("\n");
    }

    [Fact]
    public async Task Get_FailedQuery_ReadsEveryMember()
    {
        using var handler = new ScriptedHandler(Ok("""
            {"QueryExecution":{"QueryExecutionId":"q","Query":"SELECT 1","StatementType":"DML","SubstatementType":"SELECT","WorkGroup":"bi","QueryExecutionContext":{"Database":"db"},
            "ResultConfiguration":{"OutputLocation":"s3://b/q.csv"},"Unknown":[1],
            "Status":{"State":"FAILED","StateChangeReason":"no","SubmissionDateTime":1.7E9,"CompletionDateTime":1700000001.5,"AthenaError":{"ErrorCategory":1,"ErrorType":204,"Retryable":true,"ErrorMessage":"m"}},
            "Statistics":{"DataScannedInBytes":10,"EngineExecutionTimeInMillis":1500,"TotalExecutionTimeInMillis":2000,"ResultReuseInformation":{"ReusedPreviousResult":true}}}}
            """));
        using var client = Client(handler);

        (await client.GetQueryExecutionAsync("q")).ShouldBe(new AthenaQueryExecution("q", AthenaQueryState.Failed)
        {
            Query = "SELECT 1",
            StatementType = "DML",
            SubstatementType = "SELECT",
            WorkGroup = "bi",
            Database = "db",
            OutputLocation = "s3://b/q.csv",
            StateChangeReason = "no",
            SubmissionTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            CompletionTime = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_001_500),
            ErrorCategory = 1,
            ErrorType = 204,
            ErrorMessage = "m",
            IsRetryable = true,
            DataScannedBytes = 10,
            EngineExecutionTime = TimeSpan.FromMilliseconds(1500),
            TotalExecutionTime = TimeSpan.FromSeconds(2),
            ReusedPreviousResult = true,
        });
    }

    [Fact]
    public async Task GetResults_Page_DistinguishesNullAndEmptyText()
    {
        using var handler = new ScriptedHandler(Ok("""{"UpdateCount":0,"NextToken":"n","ResultSet":{"Rows":[{"Data":[{"VarCharValue":""},{}]},{"Data":[]}],"ResultSetMetadata":{"ColumnInfo":[{"Name":"a","Label":"a","Type":"decimal","Precision":12,"Scale":2}]}}}"""));
        using var client = Client(handler);

        var page = await client.GetQueryResultsAsync("q", "t", 5);

        handler.Sent[0].Body.ShouldBe("""{"QueryExecutionId":"q","NextToken":"t","MaxResults":5}""");
        page.Columns.ShouldBe([new AthenaColumn("a", "decimal", 12, 2)]);
        page.Rows.Select(row => string.Join('|', row.Select(text => text ?? "NULL"))).ShouldBe(["|NULL", ""]);
        (page.NextToken, page.UpdateCount).ShouldBe(("n", 0));
    }

    [Theory]
    [InlineData("TooManyRequestsException", true)]
    [InlineData("ThrottlingException", true)]
    [InlineData("InvalidRequestException", false)]
    [InlineData("AccessDeniedException", false)]
    public async Task Start_Refused_ReportsWhetherItIsTransient(string code, bool transient)
    {
        using var handler = new ScriptedHandler(Error(code, "Rate exceeded"));
        using var client = Client(handler);

        var exception = await Should.ThrowAsync<AthenaException>(() => client.StartQueryExecutionAsync(new() { QueryString = "SELECT 1", ClientRequestToken = new('t', 32) }));

        (exception.ErrorCode, exception.IsTransient).ShouldBe((code, transient));
        exception.Message.ShouldStartWith($"Athena StartQueryExecution: Rate exceeded ({code})");
    }

    static AthenaClient Client(ScriptedHandler handler) => new(AwsClientOptions.Local(new Uri("http://127.0.0.1:9/")) with { MaxRetries = 0, MessageHandler = handler });
}
