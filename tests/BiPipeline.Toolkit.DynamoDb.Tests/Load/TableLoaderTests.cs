using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Load;

/// <summary>Tests the loader with DynamoDB's behaviour that moto does not have: busy tables, partial answers.</summary>
public sealed class TableLoaderTests
{
    static readonly TableLoaderOptions Options = new() { Table = "orders", KeyAttributes = ["id"], VersionAttribute = "version", Parallelism = 1 };

    [Fact]
    public async Task LoadAsync_Items_AreSentInBatchesOf25()
    {
        using var dynamo = new FakeDynamo();

        var progress = await Loader(dynamo).LoadAsync([.. Enumerable.Range(0, 60).Select(id => Dynamo.Of($"{id}"))], []);

        dynamo.Batches.Select(batch => batch.Count).ShouldBe([25, 25, 10]);
        (progress.Items, progress.IsComplete, progress.Retries).ShouldBe((60, true, 0));
    }

    [Fact]
    public async Task LoadAsync_DuplicateKey_IsNeverTwiceInABatchAndTheLastStays()
    {
        using var dynamo = new FakeDynamo();

        await Loader(dynamo, Options with { Parallelism = 8 }).LoadAsync([Dynamo.Of("1", "\"v\":{\"N\":\"1\"}"), Dynamo.Of("2"), Dynamo.Of("1", "\"v\":{\"N\":\"2\"}")], []);

        dynamo.Batches.Select(batch => string.Join(',', batch.Select(put => put.PutRequest.Item["id"].S))).ShouldBe(["1,2", "1"]);
        dynamo.Batches[1][0].PutRequest.Item["v"].N.ShouldBe("2");
    }

    [Fact]
    public async Task LoadAsync_UnprocessedItems_AreSentAgainAfterGrowingWaits()
    {
        using var dynamo = new FakeDynamo();
        // Accepts one item of each request, three times.
        for (var i = 0; i < 3; i++) { dynamo.OnBatch.Enqueue(requests => requests.Skip(1).ToList()); }
        var time = new InstantTime();

        var progress = await new TableLoader(dynamo, Options with { TimeProvider = time }).LoadAsync([.. Enumerable.Range(0, 5).Select(id => Dynamo.Of($"{id}"))], []);

        dynamo.Batches.Select(batch => string.Join(',', batch.Select(put => put.PutRequest.Item["id"].S))).ShouldBe(["0,1,2,3,4", "1,2,3,4", "2,3,4", "3,4"]);
        (progress.Items, progress.Retries).ShouldBe((5, 3));
        time.Waits.Count.ShouldBe(3);
        for (var i = 0; i < 3; i++) { time.Waits[i].ShouldBeInRange(TimeSpan.FromMilliseconds(50 << i), TimeSpan.FromMilliseconds(100 << i)); }
    }

    [Fact]
    public async Task LoadAsync_BusyTable_Retries()
    {
        using var dynamo = new FakeDynamo();
        dynamo.OnBatch.Enqueue(_ => throw new ProvisionedThroughputExceededException("slow down") { ErrorCode = "ProvisionedThroughputExceededException" });
        dynamo.OnUpdate.Enqueue(() => throw new AmazonDynamoDBException("slow down") { ErrorCode = "ThrottlingException" });

        var progress = await Loader(dynamo).LoadAsync([Dynamo.Of("1")], [Dynamo.Update("1", 2, "PAID")]);

        (progress.Items, progress.Changes, progress.Retries, dynamo.Updates.Count).ShouldBe((1, 1, 2, 2));
    }

    [Fact]
    public async Task LoadAsync_TableThatStaysBusy_Throws()
    {
        using var dynamo = new FakeDynamo();
        for (var i = 0; i < 3; i++) { dynamo.OnBatch.Enqueue(requests => requests); }

        var exception = await Should.ThrowAsync<TimeoutException>(() => Loader(dynamo, Options with { MaxAttempts = 3 }).LoadAsync([Dynamo.Of("1"), Dynamo.Of("2")], []));

        exception.Message.ShouldBe("Table 'orders' was too busy for 2 writes in 3 attempts. Lower Parallelism, raise the table's capacity, and run again.");
    }

    [Fact]
    public async Task LoadAsync_Update_RequiresTheItemAndANewerVersion()
    {
        using var dynamo = new FakeDynamo();

        await Loader(dynamo).LoadAsync([], [ItemChange.Update(Dynamo.Of("1"), [KeyValuePair.Create("a.b", Dynamo.Parse("""{"S":"x"}""")), KeyValuePair.Create("version", Dynamo.Parse("""{"N":"3"}"""))], ["old", "status"])]);

        var request = dynamo.Updates.ShouldHaveSingleItem();
        request.UpdateExpression.ShouldBe("SET #s0 = :s0, #s1 = :s1 REMOVE #r0, #r1");
        request.ConditionExpression.ShouldBe("attribute_exists(#key) AND (attribute_not_exists(#s1) OR #s1 < :s1)");
        request.ExpressionAttributeNames.ShouldBe(new Dictionary<string, string> { ["#key"] = "id", ["#s0"] = "a.b", ["#s1"] = "version", ["#r0"] = "old", ["#r1"] = "status" });
        request.ExpressionAttributeValues[":s1"].N.ShouldBe("3");
    }

    [Fact]
    public async Task LoadAsync_FailedCondition_DistinguishesDoneAndMissing()
    {
        using var dynamo = new FakeDynamo();
        dynamo.OnUpdate.Enqueue(() => throw new ConditionalCheckFailedException("no") { Item = new() { ["id"] = new() { S = "1" } } });
        dynamo.OnUpdate.Enqueue(() => throw new ConditionalCheckFailedException("no"));

        var progress = await Loader(dynamo).LoadAsync([], [Dynamo.Update("1", 2, "PAID"), Dynamo.Update("2", 2, "PAID")]);

        (progress.Changes, progress.AlreadyDone, progress.NotFound).ShouldBe((2, 1, 1));
    }

    [Fact]
    public async Task LoadAsync_PermanentRefusal_EndsAtOnceAndKeepsTheJournal()
    {
        using var folder = new TemporaryDirectory();
        using var dynamo = new FakeDynamo();
        var load = new TableLoad([Dynamo.Of("1")], [Dynamo.Update("1", 2, "PAID"), Dynamo.Update("1", 3, "SHIPPED")]);
        dynamo.OnUpdate.Enqueue(() => { });
        dynamo.OnUpdate.Enqueue(() => throw new AmazonDynamoDBException("no") { ErrorCode = "AccessDeniedException" });
        await Should.ThrowAsync<AmazonDynamoDBException>(() => Loader(dynamo).LoadAsync(load.Items, load.Changes, folder.Combine("j")));

        var progress = await Loader(dynamo).LoadAsync(load.Items, load.Changes, folder.Combine("j"));

        (progress.IsComplete, progress.AlreadyDone).ShouldBe((true, 2));
        dynamo.Updates.Select(update => update.ExpressionAttributeValues[":s0"].S).ShouldBe(["PAID", "SHIPPED", "SHIPPED"]);
        dynamo.Batches.Count.ShouldBe(1);
    }

    [Fact]
    public async Task LoadAsync_CancelledDuringARequest_RecordsItAndSendsNoOther()
    {
        using var folder = new TemporaryDirectory();
        using var dynamo = new FakeDynamo();
        using var cancellation = new CancellationTokenSource();
        var load = new TableLoad([], [Dynamo.Update("1", 2, "PAID"), Dynamo.Update("1", 3, "SHIPPED")]);
        dynamo.OnUpdate.Enqueue(cancellation.Cancel);
        await Should.ThrowAsync<OperationCanceledException>(
            () => Loader(dynamo).LoadAsync(load.Items, load.Changes, folder.Combine("j"), cancellationToken: cancellation.Token));

        dynamo.Tokens.ShouldAllBe(token => !token.CanBeCanceled);
        (await Loader(dynamo).LoadAsync(load.Items, load.Changes, folder.Combine("j"))).AlreadyDone.ShouldBe(1);

        dynamo.Updates.Select(update => update.ExpressionAttributeValues[":s0"].S).ShouldBe(["PAID", "SHIPPED"]);
    }

    [Fact]
    public async Task LoadAsync_ManyPartitions_KeepEachItemsOrder()
    {
        using var dynamo = new FakeDynamo();
        ItemChange[] changes = [.. Enumerable.Range(0, 400).Select(index => Dynamo.Update($"{index % 13}", index + 1, "x"))];

        await Loader(dynamo, Options with { Parallelism = 8 }).LoadAsync([], changes);

        dynamo.Updates.Count.ShouldBe(400);
        foreach (var item in dynamo.Updates.GroupBy(update => update.Key["id"].S))
        {
            item.Select(update => int.Parse(update.ExpressionAttributeValues[":s1"].N, System.Globalization.CultureInfo.InvariantCulture)).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task LoadAsync_ItemWithoutItsKey_Throws()
    {
        using var dynamo = new FakeDynamo();

        (await Should.ThrowAsync<FormatException>(() => Loader(dynamo).LoadAsync([Dynamo.Parse("{}")], []))).Message.ShouldContain("key attribute 'id'");
    }

    [Fact]
    public void Loader_OptionsOutsideTheirRange_AreAllReported()
    {
        using var dynamo = new FakeDynamo();

        var message = Should.Throw<ToolkitOptionsException>(() => Loader(dynamo, Options with { KeyAttributes = [], Parallelism = 65, MaxAttempts = 0 })).Message;

        message.ShouldContain("KeyAttributes is invalid; expected one or two names. Parallelism is 65; expected 1 to 64. MaxAttempts is 0; expected 1 to 100.");
    }

    static TableLoader Loader(FakeDynamo dynamo, TableLoaderOptions? options = null) => new(dynamo, (options ?? Options) with { TimeProvider = new InstantTime() });

    /// <summary>Notes what is sent, and answers as it is told.</summary>
    sealed class FakeDynamo() : AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:9" })
    {
        readonly Lock _gate = new();

        internal Queue<Func<List<WriteRequest>, List<WriteRequest>>> OnBatch { get; } = new();

        internal Queue<Action> OnUpdate { get; } = new();

        internal List<List<WriteRequest>> Batches { get; } = [];

        internal List<UpdateItemRequest> Updates { get; } = [];

        internal List<CancellationToken> Tokens { get; } = [];

        public override Task<DescribeTableResponse> DescribeTableAsync(DescribeTableRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new DescribeTableResponse { Table = new() { TableArn = $"arn:aws:dynamodb:eu-west-1:123456789012:table/{request.TableName}", TableId = "0c61c6a5-1d7e-4a3a-9d0e-9ad0f8c6f3c1" } });

        public override Task<BatchWriteItemResponse> BatchWriteItemAsync(BatchWriteItemRequest request, CancellationToken cancellationToken = default)
        {
            lock (_gate)
            {
                var writes = request.RequestItems["orders"];
                Batches.Add(writes);
                var left = OnBatch.TryDequeue(out var act) ? act(writes) : [];
                return Task.FromResult(new BatchWriteItemResponse { UnprocessedItems = left.Count == 0 ? null : new() { ["orders"] = left } });
            }
        }

        public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
        {
            lock (_gate)
            {
                Updates.Add(request);
                Tokens.Add(cancellationToken);
                if (OnUpdate.TryDequeue(out var act)) { act(); }
                return Task.FromResult(new UpdateItemResponse());
            }
        }
    }
}
