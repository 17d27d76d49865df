using System.Net;
using System.Text.Json.Nodes;
using static BiPipeline.Toolkit.TestKit.ScriptedHandler;

namespace BiPipeline.Toolkit.Athena.Tests.Queries;

/// <summary>Runs the runner with the real client and network faults.</summary>
public sealed class AthenaFaultTests
{
    [Fact]
    public async Task Run_ThrottlingLostAnswersAndServerErrors_StartOneQueryWithOneToken()
    {
        using var handler = new ScriptedHandler(
            Error("ThrottlingException", "Rate exceeded"),
            Lost(),
            Error("TooManyRequestsException", "CONCURRENT_QUERY_LIMIT_EXCEEDED"),
            Json(HttpStatusCode.ServiceUnavailable, "<html>busy</html>"),
            Ok("""{"QueryExecutionId":"q"}"""),
            Lost(),
            Ok("""{"QueryExecution":{"QueryExecutionId":"q","Status":{"State":"RUNNING"}}}"""),
            Error("InternalServerException", "oops", HttpStatusCode.InternalServerError),
            Ok("""{"QueryExecution":{"QueryExecutionId":"q","SubstatementType":"SELECT","Status":{"State":"SUCCEEDED"}}}"""),
            Error("ThrottlingException", "Rate exceeded"),
            Ok("""{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"n"}]},{"Data":[{"VarCharValue":"1"}]}],"ResultSetMetadata":{"ColumnInfo":[{"Name":"n","Type":"integer"}]}}}"""));

        var result = await Runner(handler).RunAsync("SELECT 1 AS n");
        var rows = await result.ToListAsync();

        rows.ShouldHaveSingleItem()["n"].ShouldBe(1);
        var starts = handler.Sent.Where(sent => sent.Operation == "AmazonAthena.StartQueryExecution").Select(sent => JsonNode.Parse(sent.Body)!["ClientRequestToken"]!.GetValue<string>()).ToArray();
        starts.Length.ShouldBe(5);
        starts.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("FAILED", "Query q failed: HIVE_CURSOR_ERROR: Row is not a valid JSON Object")]
    [InlineData("CANCELLED", "Query q was cancelled: HIVE_CURSOR_ERROR: Row is not a valid JSON Object")]
    public async Task Run_QueryEndsWithoutResult_ReportsTheReason(string state, string message)
    {
        using var handler = new ScriptedHandler(
            Ok("""{"QueryExecutionId":"q"}"""),
            Ok($$$$"""{"QueryExecution":{"QueryExecutionId":"q","Status":{"State":"{{{{state}}}}","StateChangeReason":"HIVE_CURSOR_ERROR: Row is not a valid JSON Object","AthenaError":{"ErrorCategory":2,"ErrorType":1006,"Retryable":false}},"Statistics":{"DataScannedInBytes":42}}}"""));

        var exception = await Should.ThrowAsync<AthenaQueryException>(() => Runner(handler).RunAsync("SELECT 1"));

        exception.Message.ShouldBe(message);
        (exception.Category, exception.ScannedBytes).ShouldBe((2, 42));
    }

    [Fact]
    public async Task Run_ParseErrorAtStart_KeepsTheServicesMessage()
    {
        using var handler = new ScriptedHandler(Error("InvalidRequestException", "line 1:1: mismatched input 'SELEC'"));

        var exception = await Should.ThrowAsync<AthenaException>(() => Runner(handler).RunAsync("SELEC 1"));

        exception.ErrorCode.ShouldBe("InvalidRequestException");
        exception.Message.ShouldContain("line 1:1: mismatched input 'SELEC'");
        handler.Sent.Count.ShouldBe(1);
    }

    static AthenaQueryRunner Runner(ScriptedHandler handler) =>
        new(new AthenaClient(AwsClientOptions.Local(new Uri("http://127.0.0.1:9/")) with { MaxRetries = 0, MessageHandler = handler }), new() { TimeProvider = new InstantTime() });
}
