using System.Text;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.Streams;

public sealed class StreamPipelineTests
{
    readonly InMemoryObjectStore _store = new();

    StreamPipeline Pipeline(Func<int, string, StoreFault>? plan = null, StreamPipelineOptions? options = null, TimeProvider? time = null) =>
        new(plan is null ? _store : new FaultyStore(_store, plan), (options ?? Orders.Options) with { TimeProvider = time ?? TimeProvider.System });

    static async Task<string?[]> HandleAsync(StreamPipeline pipeline, params Change[] changes) =>
        await Answer.FailuresAsync(await pipeline.HandleAsync(new MemoryStream(Change.Event(changes)), CancellationToken.None));

    static Func<int, string, StoreFault> Failing(params string[] parts) =>
        (_, key) => parts.Any(part => key.Contains(part, StringComparison.Ordinal)) ? StoreFault.Refusal("no") : StoreFault.None;

    [Fact]
    public async Task Handle_EverythingStored_ReportsNoFailures()
    {
        var answer = await Pipeline().HandleAsync(new MemoryStream(Change.Event(Orders.Some(30))), CancellationToken.None);

        (await new StreamReader(answer).ReadToEndAsync()).ShouldBe("""{"batchItemFailures":[]}""");
        Orders.Some(30).ShouldAllBe(change => LakeContents.Of(_store).Has(change));
    }

    [Fact]
    public async Task Handle_OneObjectNotStored_NamesItsLowestSequenceNumber()
    {
        var pipeline = Pipeline(Failing("processed/orders/dt=2026-01-02"));

        var failures = await HandleAsync(pipeline, new("a", "100"), new("b", "200") { Day = 1 }, new("c", "300") { Day = 1 }, new("d", "400"));

        failures.ShouldBe(["200"]);
    }

    [Fact]
    public async Task Handle_SequenceNumbersOfSeveralLengths_AreComparedAsNumbers()
    {
        var pipeline = Pipeline(Failing("processed/"));

        (await HandleAsync(pipeline, new("a", "1000000000000000000000"), new("b", "999999999999999999999") { Day = 1 })).ShouldBe(["999999999999999999999"]);
        (await HandleAsync(pipeline, new("a", "10"), new("b", "0009") { Day = 1 })).ShouldBe(["0009"]);
    }

    [Fact]
    public async Task Handle_RecordWithoutIdentifierNotStored_FailsTheWholeBatch()
    {
        var pipeline = Pipeline(Failing("quarantine/"));

        // Not itemIdentifier "": an exception is honoured by every invoker.
        (await Should.ThrowAsync<IOException>(() => HandleAsync(pipeline, new("a", "100"), new("b", "")))).Message.ShouldStartWith("1 of 3 objects could not be stored;");
    }

    [Fact]
    public async Task Handle_PoisonRecords_GoToQuarantineAndBlockNothing()
    {
        var failures = await HandleAsync(Pipeline(), new("a", "1"), new("b", "2") { Poison = true }, new("c", "3"));

        failures.ShouldBeEmpty();
        var lake = LakeContents.Of(_store);
        lake.Rows.ShouldBe(["e-a-1", "e-c-3"], ignoreOrder: true);
        lake.Quarantined.ShouldBe(["e-b-2"]);
        lake.Raw.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Handle_PoisonThatCantBeStored_IsRetried() =>
        (await HandleAsync(Pipeline(Failing("quarantine/")), new("a", "1"), new("b", "2") { Poison = true }, new("c", "3"))).ShouldBe(["2"]);

    [Fact]
    public async Task Handle_RawNotStored_PutsNoRowsOfTheSameRecords()
    {
        (await HandleAsync(Pipeline(Failing("raw/orders/dt=2026-01-01")), new("a", "1"), new("b", "2") { Day = 1 })).ShouldBe(["1"]);

        LakeContents.Of(_store).Rows.ShouldBe(["e-b-2"]);
    }

    [Fact]
    public async Task Handle_StoreThatHangs_AnswersBeforeTheDeadlineWithStoredRecords()
    {
        var time = new FakeTimeProvider(Change.Begin);
        var reached = new TaskCompletionSource();
        var pipeline = Pipeline((_, key) =>
        {
            if (!key.Contains("processed/orders/dt=2026-01-02", StringComparison.Ordinal)) { return StoreFault.None; }
            reached.TrySetResult();
            return new StoreFault { Hangs = true };
        }, time: time);
        var running = pipeline.HandleAsync(new MemoryStream(Change.Event(new("a", "1"), new("b", "2") { Day = 1 })), time.GetUtcNow().AddSeconds(30), CancellationToken.None);
        await reached.Task;

        time.Advance(TimeSpan.FromSeconds(27.9));
        running.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        (await Answer.FailuresAsync(await running)).ShouldBe(["2"]);
        LakeContents.Of(_store).Rows.ShouldBe(["e-a-1"]);
    }

    [Fact]
    public async Task Handle_DeadlineFarAway_IsIgnored()
    {
        var answer = await Pipeline().HandleAsync(new MemoryStream(Change.Event([new("a", "1")])), DateTimeOffset.MaxValue, CancellationToken.None);

        (await Answer.FailuresAsync(answer)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Process_Cancelled_ReportsUnstoredRecords()
    {
        using var cancel = new CancellationTokenSource();
        var pipeline = Pipeline((_, key) =>
        {
            if (key.StartsWith("processed/", StringComparison.Ordinal)) { cancel.Cancel(); }
            return StoreFault.None;
        });

        var outcome = await pipeline.ProcessAsync(Change.Event([new("a", "1"), new("b", "2") { Poison = true }]), cancel.Token);

        outcome.RedeliverFrom.ShouldBe("1");
        outcome.Commit.Objects.ShouldAllBe(item => item.Zone == LakeZone.Raw);
    }

    [Fact]
    public async Task Process_Batch_IsCounted()
    {
        var outcome = await Pipeline().ProcessAsync(Change.Event(new("a", "1") { Lines = 2 }, new("b", "2") { Poison = true }, new("c", "3") { Lines = 1 }), CancellationToken.None);

        (outcome.Records, outcome.Rows, outcome.ChildRows, outcome.Quarantined, outcome.Rescued, outcome.RedeliverFrom).ShouldBe((3, 2, 3, 1, 0, null));
        outcome.Commit.Objects.Select(item => (item.Zone, item.Table, item.Rows)).ShouldBe([(LakeZone.Raw, "orders", 3), (LakeZone.Processed, "order_lines", 3), (LakeZone.Processed, "orders", 2), (LakeZone.Quarantine, "orders", 1)]);
    }

    [Fact]
    public async Task Process_SameBatchAgain_WritesNothing()
    {
        var payload = Change.Event(Orders.Some(40));
        var first = await Pipeline().ProcessAsync(payload, CancellationToken.None);
        var second = await Pipeline().ProcessAsync(payload, CancellationToken.None);

        second.Commit.CreatedObjects.ShouldBe(0);
        second.Commit.Objects.Select(item => item.Key).ShouldBe(first.Commit.Objects.Select(item => item.Key));
    }

    [Fact]
    public async Task Process_OneBatch_WritesOneObjectPerZoneAndPartition()
    {
        var outcome = await Pipeline().ProcessAsync(Change.Event(Orders.Some(9_000, days: 30)), CancellationToken.None);

        outcome.Commit.Objects.GroupBy(item => item.Key[..item.Key.LastIndexOf('/')]).ShouldAllBe(folder => folder.Count() == 1);
    }

    [Fact]
    public async Task Process_EmptyEvents_StoreNothing()
    {
        foreach (var text in new[] { """{"Records":[]}""", """{"Records":null}""", """{"window":{},"Records":[],"state":{}}""" })
        {
            var outcome = await Pipeline().ProcessAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);

            (outcome.Records, outcome.RedeliverFrom).ShouldBe((0, null));
        }
        _store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Process_PayloadThatIsNotAnEvent_ThrowsAndStoresNothing()
    {
        var pipeline = Pipeline();

        await Should.ThrowAsync<PayloadException>(() => pipeline.ProcessAsync("""{"Records":[{"a":1}"""u8.ToArray(), CancellationToken.None));
        _store.Keys.ShouldBeEmpty();

        (await HandleAsync(pipeline, new Change("a", "1"))).ShouldBeEmpty();
        LakeContents.Of(_store).Rows.ShouldBe(["e-a-1"]);
    }

    [Fact]
    public async Task Handle_PayloadOverTheLimit_NamesTheFix()
    {
        var pipeline = Pipeline(options: Orders.Options with { MaxPayloadBytes = 64 * 1024 });
        var payload = Change.Event(new Change("a", "1") { Text = new string('x', 64 * 1024) });

        (await Should.ThrowAsync<IOException>(() => pipeline.HandleAsync(new MemoryStream(payload), CancellationToken.None))).Message
            .ShouldBe("The payload has more than 65536 bytes; expected at most that. Raise MaxPayloadBytes or lower the event source mapping's batch size.");
        (await HandleAsync(pipeline, new Change("a", "1") { Text = new string('x', 60_000) })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Process_ManyAtOnce_MatchesOneAfterAnother()
    {
        var payloads = Enumerable.Range(0, 40).Select(i => Change.Event(Orders.Some(50).Select(change => change with { Id = $"{change.Id}-{i}" }))).ToArray();
        var one = new InMemoryObjectStore();
        foreach (var payload in payloads) { await new StreamPipeline(one, Orders.Options).ProcessAsync(payload, CancellationToken.None); }
        var pipeline = Pipeline();

        await Task.WhenAll(payloads.Select(payload => Task.Run(() => pipeline.ProcessAsync(payload, CancellationToken.None))));

        _store.Keys.ShouldBe(one.Keys);
        _store.Keys.Where(key => !_store[key].Span.SequenceEqual(one[key].Span)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Process_MoreAtOnceThanSlots_Wait()
    {
        var store = new GatedStore(_store);
        var pipeline = new StreamPipeline(store, Orders.Options with { ConcurrentBatches = 2 });

        // Each call returns when it waits: for the store, or for a slot.
        var batches = Enumerable.Range(0, 60).Select(i => pipeline.ProcessAsync(Change.Event(new Change($"o{i}", $"{i}")), CancellationToken.None)).ToArray();
        store.Waiting.ShouldBe(2);
        store.Open();

        (await Task.WhenAll(batches)).ShouldAllBe(outcome => outcome.RedeliverFrom == null);
        LakeContents.Of(_store).Rows.Count.ShouldBe(60);
    }

    [Fact]
    public async Task Handle_NoSlotBeforeTheDeadline_FailsTheWholeBatchAndLeavesThePayloadUnread()
    {
        var time = new FakeTimeProvider(Change.Begin);
        var reached = new TaskCompletionSource();
        var pipeline = Pipeline(
            (put, _) =>
            {
                if (put > 1) { return StoreFault.None; }
                reached.TrySetResult();
                return new StoreFault { Hangs = true };
            },
            Orders.Options with { ConcurrentBatches = 1 },
            time);
        var first = pipeline.HandleAsync(new MemoryStream(Change.Event(new Change("a", "1"))), time.GetUtcNow().AddSeconds(60), CancellationToken.None);
        await reached.Task;
        var waiting = new MemoryStream(Change.Event(new Change("b", "2")));
        var second = pipeline.HandleAsync(waiting, time.GetUtcNow().AddSeconds(30), CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(28));
        (await Should.ThrowAsync<IOException>(() => second)).Message.ShouldBe("The batch was not started before its deadline; expected a free slot and a payload in time. The invoker delivers it again.");
        waiting.Position.ShouldBe(0);

        time.Advance(TimeSpan.FromSeconds(30));
        (await Answer.FailuresAsync(await first)).ShouldBe(["1"]);
        (await HandleAsync(pipeline, new Change("b", "2"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Process_StreamsOfSeveralTables_GoToTheirTables()
    {
        var users = Orders.Schema with { Table = "users", Children = [] };
        var pipeline = Pipeline(options: Orders.Options with { Schemas = [Orders.Schema, users] });

        var outcome = await pipeline.ProcessAsync(Change.Event(
            new("a", "1"),
            new("b", "2") { StreamArn = Change.Arn.Replace("/orders/", "/users/", StringComparison.Ordinal) },
            new("c", "3") { StreamArn = Change.Arn.Replace("/orders/", "/others/", StringComparison.Ordinal) }), CancellationToken.None);

        outcome.Commit.Objects.Select(item => (item.Zone, item.Table, item.Rows)).ShouldBe(
            [(LakeZone.Raw, "orders", 2), (LakeZone.Raw, "users", 1), (LakeZone.Processed, "orders", 1), (LakeZone.Processed, "users", 1), (LakeZone.Quarantine, "orders", 1)]);
        LakeContents.Of(_store).Quarantined.ShouldBe(["e-c-3"]);
    }

    [Fact]
    public async Task Process_ItemsOfSeveralEntities_GoToTheirTables()
    {
        TableSchema Of(string table, string prefix) => Orders.Schema with { Table = table, Children = [], Entity = EntityFilter.KeyPrefix("id", prefix) };
        var pipeline = Pipeline(options: Orders.Options with { Schemas = [Of("orders", "ORDER#"), Of("users", "USER#")] });

        var outcome = await pipeline.ProcessAsync(Change.Event(new("ORDER#1", "1"), new("USER#1", "2"), new("THING#1", "3")), CancellationToken.None);

        outcome.Commit.Objects.Where(item => item.Zone != LakeZone.Raw).Select(item => (item.Zone, item.Table, item.Rows)).ShouldBe(
            [(LakeZone.Processed, "orders", 1), (LakeZone.Processed, "users", 1), (LakeZone.Quarantine, "orders", 1)]);
    }

    [Fact]
    public async Task Handle_KinesisRoute_AnswersWithTheKinesisSequenceNumber()
    {
        string Record(string id, string sequence, string eventId)
        {
            var data = Convert.ToBase64String(Encoding.UTF8.GetBytes($$$"""{"awsRegion":"eu-west-1","eventID":"{{{eventId}}}","eventName":"INSERT","userIdentity":null,"recordFormat":"application/json","tableName":"orders","dynamodb":{"ApproximateCreationDateTime":1767225600000,"Keys":{"id":{"S":"{{{id}}}"}},"NewImage":{"id":{"S":"{{{id}}}"}},"SizeBytes":20},"eventSource":"aws:dynamodb"}"""));
            return $$$"""{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"p","sequenceNumber":"{{{sequence}}}","data":"{{{data}}}","approximateArrivalTimestamp":1767225600.1},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:{{{sequence}}}","eventName":"aws:kinesis:record","eventSourceARN":"arn:aws:kinesis:eu-west-1:123456789012:stream/s"}""";
        }
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{Record("a", "49590338271490256608559692538361571095921575989136588898", "e1")}},{{Record("b", "9", "e2")}}]}""");
        var options = Orders.Options with { Schemas = [Orders.Schema with { Order = RecordOrder.Time, Children = [] }] };

        var answer = await Pipeline(Failing("processed/"), options).HandleAsync(new MemoryStream(payload), CancellationToken.None);

        (await Answer.FailuresAsync(answer)).ShouldBe(["9"]);
    }

    [Fact]
    public void Constructor_TablesOfOneName_Throws()
    {
        var other = Orders.Schema with { Table = "returns" };

        Should.Throw<ToolkitOptionsException>(() => Pipeline(options: Orders.Options with { Schemas = [Orders.Schema, other] })).Message
            .ShouldBe("StreamPipelineOptions: Schemas has 2 tables named 'order_lines'; expected one. Rename the others.");
        Should.Throw<ToolkitOptionsException>(() => Pipeline(options: Orders.Options with { Schemas = [], AnswerTime = TimeSpan.FromSeconds(-1), MaxPayloadBytes = 1, ConcurrentBatches = 0 })).Problems.Count.ShouldBe(5);
    }
}
