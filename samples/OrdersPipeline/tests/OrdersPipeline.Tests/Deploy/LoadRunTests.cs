using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using OrdersPipeline.Aws;
using OrdersPipeline.Commands;
using OrdersPipeline.Data;
using OrdersPipeline.Deploy;
using OrdersPipeline.Tests.Local;
using OrdersPipeline.Tests.Printing;

namespace OrdersPipeline.Tests.Deploy;

public sealed class LoadRunTests(MotoServer moto) : IClassFixture<MotoServer>
{
    static readonly OrderScript Script = Shortened(OrderScript.Load(SampleFolder.Data));

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task RunAsync_AgainOrIntoAFullTable_ContinuesOrThrows()
    {
        using var folder = new TemporaryDirectory();
        using var dynamoDb = new AwsConnection(null, null, await moto.Endpoint).OpenDynamoDb();
        await CreateAsync();

        (await RunAsync("one.journal")).ShouldContain("Table 'again' has 5 orders and ");
        (await RunAsync("one.journal")).ShouldContain("of these writes were done before.");
        (await Should.ThrowAsync<RefusedException>(() => RunAsync("two.journal"))).Message.ShouldStartWith("Table 'again' has items, but no journal at ");
        File.Exists(folder.Combine("two.journal")).ShouldBeFalse();
        (await RunAsync("two.journal", overwrite: true)).ShouldNotContain("already");

        // A stack that was deleted and deployed again has a table of the same name, and it is empty.
        await dynamoDb.DeleteTableAsync("again");
        await CreateAsync();
        (await Should.ThrowAsync<InvalidDataException>(() => RunAsync("one.journal"))).Message.ShouldEndWith("is another load's journal; expected the same data and the same table, not one that was created again. Delete it to start over.");
        (await RunAsync("three.journal")).ShouldNotContain("already");

        Task CreateAsync() => dynamoDb.CreateTableAsync(new CreateTableRequest { TableName = "again", KeySchema = [new("orderId", KeyType.HASH)], AttributeDefinitions = [new("orderId", ScalarAttributeType.S)], BillingMode = BillingMode.PAY_PER_REQUEST });

        Task<string> RunAsync(string journal, bool overwrite = false) => Rendered.TextAsync(console =>
            new LoadRun(dynamoDb, console, TimeProvider.System).RunAsync(Script, "again", folder.Combine(journal), parallelism: 4, overwrite, CancellationToken.None));
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Load_MissingTable_PrintsOneErrorLine()
    {
        using var folder = new TemporaryDirectory();
        using var error = new StringWriter();
        var code = 0;

        await Rendered.TextAsync(async console => code = await OrdersCommandLine.RunAsync(
            ["load", "--table", "nowhere", "--journal", folder.Combine("j"), "--endpoint-url", (await moto.Endpoint).AbsoluteUri], console, error, () => new OracleEngine(), CancellationToken.None));

        code.ShouldBe(1);
        error.ToString().ShouldStartWith("error: ");
        error.ToString().TrimEnd().ShouldNotContain("\n");
    }

    static OrderScript Shortened(OrderScript script)
    {
        OrderItem[] items = [.. script.Items.Take(5)];
        return new(items, [.. script.Changes.Where(change => items.Any(item => item.OrderId == change.OrderId))]);
    }
}
