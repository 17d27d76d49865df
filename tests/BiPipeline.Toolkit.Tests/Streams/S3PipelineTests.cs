using BiPipeline.Toolkit.Tests.Data;
using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace BiPipeline.Toolkit.Tests.Streams;

/// <summary>Tests the pipeline with S3, played by moto.</summary>
[Trait("Category", "Slow")]
public sealed class S3PipelineTests(MotoServer moto) : IClassFixture<MotoServer>
{
    static readonly Change[] Batch = [new("a", "99") { Lines = 1 }, new("b", "100") { Day = 1 }, new("c", "101") { Poison = true }];

    [RequiresFact(Need.Moto)]
    public async Task Process_SamplesChangeScript_WritesTheDirectorysBytes()
    {
        using var directory = new TemporaryDirectory();
        using var bucket = await MotoBucket.CreateAsync(moto, "sample-lake");
        var options = new StreamPipelineOptions { Schemas = [TableSchema.Load(Repository.PathOf("samples/OrdersPipeline/schema/orders.schema.json"))] };
        var onDisk = new DirectoryObjectStore(directory.Combine("lake"), new() { Sync = false });
        var onS3 = bucket.Store("lake");
        var toDisk = new StreamPipeline(onDisk, options);
        var toS3 = new StreamPipeline(onS3, options);
        var script = OrderScript.Load(Repository.PathOf("samples/OrdersPipeline/data"));
        var records = 0;
        foreach (var payload in StreamEvents.Payloads(new OrderTable().Play(script), StreamIdentity.Sample).Take(TestVolume.Of(usual: 6, full: 29)))
        {
            records += (await toDisk.ProcessAsync(payload, CancellationToken.None)).Records;
            var answer = await toS3.HandleAsync(new MemoryStream(payload.ToArray()), CancellationToken.None);
            (await Answer.FailuresAsync(answer)).ShouldBeEmpty();
        }

        records.ShouldBeGreaterThan(TestVolume.Of(usual: 500, full: 2_500));
        var expected = await StoreContents.OfAsync(onDisk);
        expected.Count.ShouldBeGreaterThan(30);
        (await StoreContents.OfAsync(onS3)).ShouldBe(expected);
    }

    public static TheoryData<HttpFault> Faults => [.. Enum.GetValues<HttpFault>().Where(fault => fault != HttpFault.None)];

    [RequiresTheory(Need.Moto)]
    [MemberData(nameof(Faults))]
    public async Task Process_AnyRequestFailing_ClaimsNoUnstoredRecordAndARetrySucceeds(HttpFault fault)
    {
        var expected = new InMemoryObjectStore();
        await new StreamPipeline(expected, Orders.Options).ProcessAsync(Change.Event(Batch), CancellationToken.None);
        var objects = expected.Keys.Count(key => !key.StartsWith(LakeLayout.SchemasPrefix, StringComparison.Ordinal));
        var all = await StoreContents.OfAsync(expected);
        // Two more look for the lake's schemas. A usual run takes one request in three of a fault; all faults together meet every request.
        var step = TestVolume.Of(usual: 3, full: 1);
        for (var request = 1 + ((int)fault % step); request <= expected.Keys.Count + 2; request += step)
        {
            var what = $"{fault} at request {request}";
            using var bucket = await MotoBucket.CreateAsync(moto, $"fault-{fault.ToString().ToLowerInvariant()}-{request}");
            using var cancel = new CancellationTokenSource();
            using var handler = new FaultyHandler((number, _) => number == request ? fault : HttpFault.None, cancel);
            using var client = bucket.Client(handler);
            var options = Orders.Options with { Writer = new LakeWriterOptions { ParallelPuts = 1 } };
            var store = new S3ObjectStore(client, bucket.Name, "", new S3StoreOptions { ConflictWait = TimeSpan.Zero });

            var outcome = await new StreamPipeline(store, options).ProcessAsync(Change.Event(Batch), cancel.Token);

            HashSet<string> there = new(StringComparer.Ordinal);
            await foreach (var item in bucket.Store().ListAsync("", CancellationToken.None)) { there.Add(item.Key); }
            outcome.Commit.Objects.Where(item => fault != HttpFault.PreconditionFailed || item.Outcome == PutOutcome.Created).ShouldAllBe(item => there.Contains(item.Key), what);
            var isSchemaMissing = outcome.Commit.Failures is [{ Key: LakeLayout.SchemasPrefix }];
            (outcome.Commit.Objects.Count + outcome.Commit.Failures.Count).ShouldBe(isSchemaMissing ? 1 : objects, what);
            (outcome.RedeliverFrom is null).ShouldBe(outcome.Commit.IsComplete, what);

            (await new StreamPipeline(bucket.Store(), Orders.Options).ProcessAsync(Change.Event(Batch), CancellationToken.None)).RedeliverFrom.ShouldBeNull();
            (await StoreContents.OfAsync(bucket.Store())).ShouldBe(all, what);
        }
    }
}
