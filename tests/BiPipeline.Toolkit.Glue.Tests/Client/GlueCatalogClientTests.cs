using System.Net;
using Amazon.Runtime;
using static BiPipeline.Toolkit.TestKit.ScriptedHandler;

namespace BiPipeline.Toolkit.Glue.Tests.Client;

public sealed class GlueCatalogClientTests
{
    static readonly AwsClientOptions Offline = AwsClientOptions.Local(new Uri("http://127.0.0.1:9/")) with { MaxRetries = 0 };

    [Fact]
    public async Task UpdateTable_VersionAndSkipArchive_AreSent()
    {
        using var handler = new ScriptedHandler(Ok("{}"));
        using var client = Client(handler);

        await client.UpdateTableAsync("db", new GlueTableInput { Name = "t", TableType = "EXTERNAL_TABLE" }, "7", skipArchive: true);

        handler.Sent[0].Operation.ShouldBe("AWSGlue.UpdateTable");
        handler.Sent[0].Headers["Content-Type"].ShouldBe("application/x-amz-json-1.1");
        handler.Sent[0].Body.ShouldBe("""{"DatabaseName":"db","TableInput":{"Name":"t","TableType":"EXTERNAL_TABLE","PartitionKeys":[],"StorageDescriptor":{"Columns":[]}},"SkipArchive":true,"VersionId":"7"}""");
    }

    [Fact]
    public async Task UpdateTable_TableWithMembersOfOtherTools_SendsThemBack()
    {
        using var handler = new ScriptedHandler(
            Ok("""{"Table":{"Name":"t","DatabaseName":"db","VersionId":"3","Retention":5,"CreatedBy":"x","CatalogId":"1","IsRegisteredWithLakeFormation":false,"Owner":"me","UpdateTime":1.7E9,"StorageDescriptor":{"Columns":[{"Name":"a","Type":"int","Parameters":{"k":"v"}}],"BucketColumns":["a"],"NumberOfBuckets":-1,"SerdeInfo":{"Name":"s","SerializationLibrary":"L"}}}}"""),
            Ok(""));
        using var client = Client(handler);

        var table = await client.GetTableAsync("db", "t");
        await client.UpdateTableAsync("db", table.Definition, table.VersionId);

        table.UpdateTime.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        handler.Sent[1].Body.ShouldBe("""{"DatabaseName":"db","TableInput":{"Name":"t","Owner":"me","PartitionKeys":[],"StorageDescriptor":{"Columns":[{"Name":"a","Type":"int","Parameters":{"k":"v"}}],"SerdeInfo":{"Name":"s","SerializationLibrary":"L"},"BucketColumns":["a"],"NumberOfBuckets":-1},"Retention":5},"VersionId":"3"}""");
    }

    [Fact]
    public async Task DeleteTable_AnswerWithoutBody_SucceedsWithoutRetry()
    {
        using var handler = new ScriptedHandler(Ok(""));
        using var client = Client(handler, Offline with { MaxRetries = 3 });

        await client.DeleteTableAsync("db", "t");

        handler.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("EntityNotFoundException", typeof(GlueEntityNotFoundException))]
    [InlineData("AlreadyExistsException", typeof(GlueAlreadyExistsException))]
    [InlineData("ConcurrentModificationException", typeof(GlueConcurrentModificationException))]
    [InlineData("InvalidInputException", typeof(GlueException))]
    public async Task CreateTable_ErrorInBody_ThrowsWithoutRetry(string code, Type type)
    {
        using var handler = new ScriptedHandler(Error(code));
        using var client = Client(handler, Offline with { MaxRetries = 3 });

        var exception = await Should.ThrowAsync<GlueException>(() => client.CreateTableAsync("db", new GlueTableInput { Name = "t" }));

        exception.ShouldBeOfType(type);
        exception.ErrorCode.ShouldBe(code);
        exception.Message.ShouldBe($"Glue CreateTable: no ({code})");
        handler.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GetTable_ErrorInHeaderOnly_Throws()
    {
        using var handler = new ScriptedHandler(Json(HttpStatusCode.BadRequest, "{}", "EntityNotFoundException:http://internal.amazon.com/"));
        using var client = Client(handler);

        await Should.ThrowAsync<GlueEntityNotFoundException>(() => client.GetTableAsync("db", "t"));
    }

    [Fact]
    public async Task GetTable_AccessDenied_NamesThePermission()
    {
        using var handler = new ScriptedHandler(Error("AccessDeniedException", "User x is not authorized"));
        using var client = Client(handler);

        (await Should.ThrowAsync<GlueException>(() => client.GetTableAsync("db", "t"))).Message.ShouldContain("Grant glue:GetTable on the catalog, the database and the table");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task GetTable_ThrottledAndLostAndBrokenAnswers_AreRetried()
    {
        using var handler = new ScriptedHandler(
            Error("ThrottlingException"), Lost(), Json(HttpStatusCode.ServiceUnavailable, "<html>"), Ok("""{"Table":{"Name":"t"}}"""));
        using var client = Client(handler, Offline with { MaxRetries = 3 });

        (await client.GetTableAsync("db", "t")).Name.ShouldBe("t");

        handler.Sent.Count.ShouldBe(4);
        handler.Sent.Select(sent => sent.Headers["amz-sdk-invocation-id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task GetTable_NoAnswer_NamesTheEndpoint()
    {
        using var handler = new ScriptedHandler(Lost());
        using var client = Client(handler);

        var exception = await Should.ThrowAsync<GlueException>(() => client.GetTableAsync("db", "t"));

        exception.ErrorCode.ShouldBe("NoAnswer");
        exception.Message.ShouldBe("Glue GetTable: no answer from http://127.0.0.1:9/: connection reset");
    }

    [Fact]
    public async Task GetTable_CancelledBefore_SendsNothing()
    {
        using var handler = new ScriptedHandler(Ok("{}"));
        using var client = Client(handler);

        await Should.ThrowAsync<OperationCanceledException>(() => client.GetTableAsync("db", "t", new CancellationToken(canceled: true)));

        handler.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetTables_SeveralPages_ReadsAll()
    {
        using var handler = new ScriptedHandler(
            Ok("""{"TableList":[{"Name":"a"},{"Name":"b"}],"NextToken":"n1"}"""), Ok("""{"TableList":[],"NextToken":"n2"}"""), Ok("""{"TableList":[{"Name":"c"}]}"""));
        using var client = Client(handler);

        List<string> names = [];
        await foreach (var table in client.GetTablesAsync("db")) { names.Add(table.Name); }

        names.ShouldBe(["a", "b", "c"]);
        handler.Sent[2].Body.ShouldBe("""{"DatabaseName":"db","NextToken":"n2"}""");
    }

    [Fact]
    public async Task CreatePartitions_MoreThanACallAllows_SendsHundredsAndCollectsErrors()
    {
        using var handler = new ScriptedHandler(
            Ok("""{"Errors":[{"PartitionValues":["5"],"ErrorDetail":{"ErrorCode":"AlreadyExistsException","ErrorMessage":"there"}}]}"""), Ok("{}"), Ok("""{"Errors":[]}"""));
        using var client = Client(handler);
        var partitions = Enumerable.Range(0, 201).Select(number => new GluePartition([$"{number}"], new() { Location = $"s3://b/dt={number}/" })).ToArray();

        var errors = await client.CreatePartitionsAsync("db", "t", partitions);

        handler.Sent.Select(sent => System.Text.Json.Nodes.JsonNode.Parse(sent.Body)!["PartitionInputList"]!.AsArray().Count).ShouldBe([100, 100, 1]);
        errors.ShouldBe([new GluePartitionError(["5"], "AlreadyExistsException", "there")]);
        errors[0].IsAlreadyExists.ShouldBeTrue();
    }

    [Theory]
    [InlineData("eu-west-1", "https://glue.eu-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://glue.cn-north-1.amazonaws.com.cn/")]
    public async Task Send_Region_UsesItsHost(string region, string host)
    {
        using var handler = new ScriptedHandler(Ok("""{"Database":{"Name":"db"}}"""));
        using var client = new GlueCatalogClient(new BasicAWSCredentials("a", "b"), new() { Region = region, MessageHandler = handler });

        await client.GetDatabaseAsync("db");

        handler.Sent[0].Uri.AbsoluteUri.ShouldBe(host);
    }

    [Fact]
    public void Construct_OptionOutOfRange_NamesIt()
    {
        Should.Throw<ToolkitOptionsException>(() => new GlueCatalogClient(Offline with { Timeout = TimeSpan.Zero, MaxRetries = 21 })).Problems
            .ShouldBe(["Timeout is 00:00:00; expected 1 second to 15 minutes.", "MaxRetries is 21; expected 0 to 20."]);
    }

    static GlueCatalogClient Client(ScriptedHandler handler, AwsClientOptions? options = null) => new((options ?? Offline) with { MessageHandler = handler });
}
