using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using BiPipeline.Toolkit.DynamoDb.Tests.Load;

namespace BiPipeline.Toolkit.DynamoDb.Tests;

/// <summary>Tests loading, reading and pumping with moto's DynamoDB over HTTP.</summary>
[Collection(nameof(MotoCollection))]
public sealed class MotoTests(MotoServer moto)
{
    static readonly TableLoad Load = new(
        [.. Enumerable.Range(1, 40).Select(id => Dynamo.Of($"{id}", "\"version\":{\"N\":\"1\"},\"tags\":{\"SS\":[\"a\",\"b\"]},\"raw\":{\"B\":\"AAEC\"},\"nested\":{\"M\":{\"é\":{\"L\":[{\"NULL\":true},{\"BOOL\":false}]}}}"))],
        [
            Dynamo.Update("1", 2, "PAID"),
            Dynamo.Update("1", 3, "SHIPPED"),
            ItemChange.Delete(Dynamo.Of("2")),
            ItemChange.Put(Dynamo.Of("2"), Dynamo.Of("2", "\"version\":{\"N\":\"9\"}")),
            ItemChange.Update(Dynamo.Of("3"), [KeyValuePair.Create("version", Dynamo.Parse("""{"N":"2"}"""))], ["tags"]),
        ]);

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Load_ThenPump_DeliversEveryChangeWithItsImages()
    {
        using var dynamo = await DynamoAsync("pumped");

        var progress = await new TableLoader(dynamo, OptionsOf("pumped")).LoadAsync(Load.Items, Load.Changes);

        (progress.Items, progress.Changes, progress.AlreadyDone, progress.NotFound).ShouldBe((40, 5, 0, 0));
        using var streams = new DynamoDbStreamsClient(AwsClientOptions.Local(await moto.Endpoint));
        var stream = (await streams.ListStreamsAsync("pumped", CancellationToken.None)).ShouldHaveSingleItem();
        List<JsonElement> records = [];
        Task<Stream> FunctionAsync(Stream payload, CancellationToken cancellationToken)
        {
            records.AddRange(JsonDocument.Parse(payload).RootElement.GetProperty("Records").EnumerateArray());
            return Task.FromResult(Stream.Null);
        }

        var pumped = await new StreamPump(streams, new StreamPumpOptions { StopAfterIdle = TimeSpan.FromMilliseconds(50), PollInterval = TimeSpan.FromMilliseconds(10), BatchSize = 7 }).RunAsync(stream, FunctionAsync);

        (pumped.Delivered, pumped.Invocations).ShouldBe((45L, 7L));
        records.Count.ShouldBe(45);
        records.ShouldAllBe(record => record.GetProperty("eventSourceARN").GetString() == stream);
        foreach (var insert in records.Take(40))
        {
            var image = insert.GetProperty("dynamodb").GetProperty("NewImage");
            var item = Load.Items.Single(item => item.GetProperty("id").GetProperty("S").GetString() == image.GetProperty("id").GetProperty("S").GetString());
            JsonElement.DeepEquals(image, item).ShouldBeTrue(image.GetRawText());
        }
        Events("1").ShouldBe(["INSERT  ", "MODIFY PAID 2", "MODIFY SHIPPED 3"]);
        Events("2").ShouldBe(["INSERT  ", "REMOVE  ", "INSERT  9"]);

        IEnumerable<string> Events(string id) => records.Where(record => record.GetProperty("dynamodb").GetProperty("Keys").GetProperty("id").GetProperty("S").GetString() == id)
            .Select(record => $"{record.GetProperty("eventName").GetString()} {Text(record, "status", "S")} {(Text(record, "version", "N") is "1" ? "" : Text(record, "version", "N"))}");

        static string? Text(JsonElement record, string name, string tag) =>
            record.GetProperty("dynamodb").TryGetProperty("NewImage", out var image) && image.TryGetProperty(name, out var value) ? value.GetProperty(tag).GetString() : null;
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Load_AgainWithoutAJournal_MakesNoChangeTwice()
    {
        using var dynamo = await DynamoAsync("again");
        var loader = new TableLoader(dynamo, OptionsOf("again"));
        await loader.LoadAsync(Load.Items, Load.Changes);
        var before = await RecordsAsync("again");

        var progress = await loader.LoadAsync([], [.. Load.Changes.Where(change => change.Kind == ItemChange.Write.Update)]);

        (progress.Changes, progress.AlreadyDone, progress.NotFound).ShouldBe((3, 3, 0));
        (await RecordsAsync("again")).ShouldBe(before);
    }

    // Interrupted after every single write: two runs together give the same as one.
    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Load_InterruptedAfterAnyWrite_ContinuesAndMakesEachChangeOnce()
    {
        using var folder = new TemporaryDirectory();
        var load = Load with { Items = [.. Load.Items.Take(3)] };
        for (var cut = 1; cut <= 6; cut++)
        {
            var table = string.Create(CultureInfo.InvariantCulture, $"cut{cut}");
            using var dynamo = await DynamoAsync(table);
            var loader = new TableLoader(dynamo, OptionsOf(table));
            using var cancellation = new CancellationTokenSource();
            var stop = new StopAfter(cut, cancellation);
            var journal = folder.Combine(table);
            var first = await loader.LoadAsync(load.Items, load.Changes, journal, stop, cancellation.Token)
                .ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default);
            first.ShouldBe(cut > 5, table);
            (await loader.LoadAsync(load.Items, load.Changes, journal)).IsComplete.ShouldBeTrue();
            (await RecordsAsync(table)).ShouldBe(8, table);
        }
    }

    static TableLoaderOptions OptionsOf(string table) => new() { Table = table, KeyAttributes = ["id"], VersionAttribute = "version", Parallelism = 4 };

    async Task<int> RecordsAsync(string table)
    {
        using var streams = new DynamoDbStreamsClient(AwsClientOptions.Local(await moto.Endpoint));
        var stream = (await streams.ListStreamsAsync(table, CancellationToken.None)).Single();
        var shard = (await streams.DescribeStreamAsync(stream, CancellationToken.None)).Shards.Single();
        var iterator = await streams.GetShardIteratorAsync(stream, shard.Id, ShardPosition.TrimHorizon, CancellationToken.None);
        return (await streams.GetRecordsAsync(stream, iterator, 1000, CancellationToken.None)).Records.Count;
    }

    async Task<AmazonDynamoDBClient> DynamoAsync(string table)
    {
        var dynamo = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = (await moto.Endpoint).AbsoluteUri, AuthenticationRegion = "us-east-1" });
        await dynamo.CreateTableAsync(new CreateTableRequest
        {
            TableName = table,
            KeySchema = [new("id", KeyType.HASH)],
            AttributeDefinitions = [new("id", ScalarAttributeType.S)],
            BillingMode = BillingMode.PAY_PER_REQUEST,
            StreamSpecification = new() { StreamEnabled = true, StreamViewType = StreamViewType.NEW_AND_OLD_IMAGES },
        });
        return dynamo;
    }

    sealed class StopAfter(int writes, CancellationTokenSource cancellation) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            // The three items are one write.
            if (value.Changes + (value.Items > 0 ? 1 : 0) >= writes && !value.IsComplete) { cancellation.Cancel(); }
        }
    }
}
