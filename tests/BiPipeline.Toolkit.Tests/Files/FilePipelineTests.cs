using System.IO.Compression;
using System.Text;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

public sealed class FilePipelineTests
{
    static readonly Change[] Changes = [.. Orders.Some(3_000, days: 9).Select((change, i) => change with { Text = new string((char)('a' + (i % 26)), i % 300) })];

    // One open object at a time, so that some are put early.
    static FilePipelineOptions OneObjectOpen => Options with { ChunkBytes = 64 * 1024, Writer = new LakeWriterOptions { OpenObjects = 1 } };

    // One day after another, so that few objects are finished at a time.
    static IEnumerable<Change> InOrder => Orders.Some(30_000).Select((change, i) => change with { Day = i / 10_000 });

    static FilePipelineOptions Options => new() { Schemas = [Orders.Schema] };

    static FileInput Input(string name, byte[] bytes) => FileInput.From(name, bytes.Length, () => new MemoryStream(bytes, writable: false));

    static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) { gzip.Write(bytes); }
        return compressed.ToArray();
    }

    static async Task<(InMemoryObjectStore Store, FileOutcome Outcome)> RunAsync(FilePipelineOptions options, params FileInput[] inputs)
    {
        var store = new InMemoryObjectStore();
        return (store, await new FilePipeline(store, options).RunAsync(inputs));
    }

    // The first object waits until much later records are flattened, so a pipeline that waits for it never continues.
    static async Task<FileOutcome> RunGatedAsync(InMemoryObjectStore store, Action<GatedStore> open)
    {
        var gated = new GatedStore(store);
        var pipeline = new FilePipeline(gated, OneObjectOpen with { Threads = 2 });
        var told = new Told(value => { if (value.Records > 25_000) { open(gated); } });
        return await pipeline.RunAsync([Input("lines.json", Change.LinesOf(InOrder))], told, CancellationToken.None).WaitAsync(HangGuard.Time);
    }

    static bool IsSchema(string key) => key.StartsWith("schemas/", StringComparison.Ordinal);

    static void SameObjects(InMemoryObjectStore actual, InMemoryObjectStore expected, string what)
    {
        actual.Keys.ShouldBe(expected.Keys, what);
        actual.Keys.Where(key => !actual[key].Span.SequenceEqual(expected[key].Span)).ShouldBeEmpty(what);
    }

    [Fact]
    public async Task Run_Lines_AreCountedAndStored()
    {
        var bytes = Change.LinesOf(Changes);
        var (store, outcome) = await RunAsync(Options, Input("lines.json", bytes));

        outcome.Records.ShouldBe(3_000);
        outcome.Rows.ShouldBe(Changes.Count(change => !change.Poison));
        outcome.ChildRows.ShouldBe(Changes.Where(change => !change.Poison).Sum(change => change.Lines));
        outcome.Quarantined.ShouldBe(Changes.Count(change => change.Poison));
        outcome.BytesIn.ShouldBe(bytes.Length);
        string[] keys = [.. store.Keys.Where(key => !key.StartsWith("schemas/", StringComparison.Ordinal))];
        (outcome.Files, outcome.CreatedFiles).ShouldBe((keys.Length, keys.Length));
        outcome.BytesOut.ShouldBe(keys.Sum(key => (long)store[key].Length));
    }

    [Fact]
    public async Task Run_AnyNumberOfThreadsChunksAndFiles_WritesTheSameBytes()
    {
        // Small limits, so that row groups close and objects roll.
        var writer = new LakeWriterOptions { RowGroupBytes = 64 * 1024, BufferedBytes = 128 * 1024, OpenObjects = 5 };
        var options = Options with { Writer = writer };
        var bytes = Change.LinesOf(Changes);
        var (expected, _) = await RunAsync(options, Input("whole.json", bytes));
        foreach (var threads in new[] { 1, 2, 5 })
        {
            foreach (var chunk in new[] { 64 * 1024, 100_003 })
            {
                var cut = options with { Threads = threads, ChunkBytes = chunk };
                SameObjects((await RunAsync(cut, Input("whole.json", bytes))).Store, expected, $"{threads} threads, chunks of {chunk}");
            }
        }
        var parts = Changes.Chunk(701).Select((part, index) => Input($"part{index}.json.gz", Gzip(Change.LinesOf(part)))).ToArray();
        SameObjects((await RunAsync(options with { Threads = 3 }, parts)).Store, expected, "several files");
    }

    [Fact]
    public async Task Run_Twice_WritesNothingNew()
    {
        var store = new InMemoryObjectStore();
        var pipeline = new FilePipeline(store, Options);
        FileInput[] inputs = [Input("lines.json", Change.LinesOf(Changes))];
        await pipeline.RunAsync(inputs);

        (await pipeline.RunAsync(inputs)).CreatedFiles.ShouldBe(0);
    }

    [Fact]
    public async Task Run_RawZoneOfABatch_GivesTheSameRowsWithoutRawCopies()
    {
        var (first, _) = await RunAsync(Options, Input("batch.json", Change.Event(Changes.Where(change => change.Day == 0))));
        var raw = first.Keys.Single(key => key.StartsWith("raw/", StringComparison.Ordinal));

        var (second, outcome) = await RunAsync(Options, Input($"/lake/{raw}", first[raw].ToArray()));

        second.Keys.ShouldBe(first.Keys.Where(key => key != raw));
        second.Keys.Where(key => !second[key].Span.SequenceEqual(first[key].Span)).ShouldBeEmpty();
        outcome.Quarantined.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Run_QuarantineZoneWithAFixedSchema_GivesRows()
    {
        var strict = Orders.Schema with { Keys = ["text"], Columns = [Orders.Schema.Columns[0], Orders.Schema.Columns[1], Orders.Schema.Columns[2]] };
        Change[] changes = [new("a", "1"), new("b", "2")];
        var (first, outcome) = await RunAsync(Options with { Schemas = [strict], AllowUnreadable = true }, Input("batch.json", Change.Event(changes)));
        outcome.Quarantined.ShouldBe(2);
        var quarantine = first.Keys.Single(key => key.StartsWith("quarantine/", StringComparison.Ordinal));

        var (second, again) = await RunAsync(Options, Input($"C:\\lake\\{quarantine.Replace('/', '\\')}", first[quarantine].ToArray()));

        (again.Rows, again.Quarantined).ShouldBe((2, 0));
        second.Keys.Where(key => !key.StartsWith("schemas/", StringComparison.Ordinal)).ShouldAllBe(key => key.StartsWith("processed/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OnFailureObject_GivesItsEvent()
    {
        Change[] changes = [new("a", "1") { Lines = 1 }, new("b", "2")];
        var text = System.Text.Json.JsonSerializer.Serialize(Encoding.UTF8.GetString(Change.Event(changes)));
        var failed = Encoding.UTF8.GetBytes($$"""{"requestContext":{"condition":"RetryAttemptsExhausted"},"version":"1.0","DDBStreamBatchInfo":{"shardId":"shardId-1","batchSize":2},"payload":{{text}}}""");
        var (expected, _) = await RunAsync(Options, Input("event.json", Change.Event(changes)));

        SameObjects((await RunAsync(Options, Input("failed.json", failed))).Store, expected, "on-failure object");
    }

    [Fact]
    public async Task Run_IncompleteGzip_ThrowsAndStoresNothing()
    {
        var gzip = Gzip(Change.LinesOf(Changes.Take(40)));
        for (var length = 3; length < gzip.Length; length += length < 40 || length > gzip.Length - 40 ? 1 : 13)
        {
            var store = new InMemoryObjectStore();
            var pipeline = new FilePipeline(store, Options);

            (await Should.ThrowAsync<InvalidDataException>(() => pipeline.RunAsync([Input("cut.json.gz", gzip[..length])]), $"cut at {length}"))
                .Message.ShouldStartWith("cut.json.gz: the compressed data is damaged");
            store.Keys.ShouldBeEmpty();
        }
        (await RunAsync(Options, Input("whole.json.gz", gzip))).Outcome.Records.ShouldBe(40);
    }

    [Fact]
    public async Task Run_GzipOfSeveralMembersOrNothing_ReadsIt()
    {
        byte[] members = [.. Gzip(Change.LinesOf(Changes.Take(10))), .. Gzip([]), .. Gzip(Change.LinesOf(Changes.Skip(10).Take(5)))];

        (await RunAsync(Options, Input("members.json.gz", members))).Outcome.Records.ShouldBe(15);
        (await RunAsync(Options, Input("nothing.json.gz", Gzip([])))).Outcome.Records.ShouldBe(0);
        (await RunAsync(Options, Input("empty.json", []))).Outcome.Records.ShouldBe(0);
    }

    [Fact]
    public async Task Run_LinesAcrossChunks_AreComplete()
    {
        // Longer than a chunk, as long as one, and without a line break at the end.
        var changes = new[] { 10, 200_000, 64 * 1024, 0, 150_000 }.Select((length, i) => new Change($"o{i}", $"{i + 1}") { Text = new string('y', length) }).ToArray();
        var bytes = Change.LinesOf(changes)[..^1];

        (await RunAsync(Options with { ChunkBytes = 64 * 1024 }, Input("long.json", bytes))).Outcome.Rows.ShouldBe(5);
    }

    [Fact]
    public async Task Run_Paths_ReadsTheFilesInOrder()
    {
        using var folder = new TemporaryDirectory();
        string[] paths = [.. new[] { "b.json", "a.json.gz" }.Select(name => Path.Combine(folder.FullPath, name))];
        await File.WriteAllBytesAsync(paths[0], Change.LinesOf(Changes[..1_000]));
        await File.WriteAllBytesAsync(paths[1], Gzip(Change.LinesOf(Changes[1_000..])));
        var store = new InMemoryObjectStore();
        var pipeline = new FilePipeline(store, Options);

        (await pipeline.RunAsync(paths)).Records.ShouldBe(3_000);
        SameObjects(store, (await RunAsync(Options, Input("whole.json", Change.LinesOf(Changes)))).Store, "paths");
        await Should.ThrowAsync<FileNotFoundException>(() => pipeline.RunAsync([paths[0], Path.Combine(folder.FullPath, "none.json")]));
    }

    [Fact]
    public async Task Inference_OfPaths_GivesOneSchemaForAnyThreads()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.FullPath, "lines.json");
        var changes = Orders.Some(40_000, days: 9);
        await File.WriteAllBytesAsync(path, Change.LinesOf(changes));

        var expected = (await new FileSchemaInference().RunAsync([path])).ToSchema("orders");

        foreach (var threads in new[] { 2, 5 })
        {
            var seen = await new FileSchemaInference(new InferenceOptions { Threads = threads }).RunAsync([path]);
            (seen.Records, seen.Unreadable).ShouldBe((changes.Count(change => !change.Poison), changes.Count(change => change.Poison)));
            seen.ToSchema("orders").ComputeHash().ShouldBe(expected.ComputeHash());
        }
    }

    [Fact]
    public void Options_OutsideTheirRanges_AreReportedTogether()
    {
        var options = new FilePipelineOptions { Threads = 0, ChunkBytes = 1, Flatten = new FlattenOptions { MaxDepth = 33 } };

        Should.Throw<ToolkitOptionsException>(() => new FilePipeline(new InMemoryObjectStore(), options)).Problems.Count.ShouldBe(4);
        Should.Throw<ToolkitOptionsException>(() => new FileSchemaInference(new InferenceOptions { Threads = 65, MaxColumns = 0 })).Problems.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_InputWithoutRecords_NamesItWithThePosition()
    {
        var pipeline = new FilePipeline(new InMemoryObjectStore(), Options);
        var kinesis = Options with { Schemas = [Orders.Schema with { Order = RecordOrder.Time }] };

        (await Should.ThrowAsync<InvalidDataException>(() => pipeline.RunAsync([Input("broken.json", """{"Records":[{"a":1}"""u8.ToArray())])))
            .Message.ShouldStartWith("broken.json, offsets from byte 0: The payload is not a Lambda event");
        (await Should.ThrowAsync<InvalidDataException>(() => new FilePipeline(new InMemoryObjectStore(), kinesis).RunAsync([Input("stream.json", Change.LinesOf([new("a", "1")]))])))
            .Message.ShouldStartWith("stream.json, offsets from byte 0: Table 'orders' has order: time");
    }

    [Fact]
    public async Task Run_StoreThatRefuses_EndsAtTheFirstRefusal()
    {
        var faulty = new FaultyStore(new InMemoryObjectStore(), (_, key) => IsSchema(key) ? StoreFault.None : StoreFault.Refusal("no room"));
        var changes = Orders.Some(40_000, days: 40);
        List<FileProgress> progress = [];

        var exception = await Should.ThrowAsync<IOException>(() => new FilePipeline(faulty, OneObjectOpen).RunAsync([Input("lines.json", Change.LinesOf(changes))], new Told(progress.Add), CancellationToken.None));

        exception.Message.ShouldContain("could not be stored; the first is raw/orders/dt=");
        progress[^1].Records.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task Run_StoreThatRefusesTheSchema_WritesNothingAndNamesIt()
    {
        var store = new InMemoryObjectStore();
        var faulty = new FaultyStore(store, (_, _) => StoreFault.Refusal("no room"));

        var exception = await Should.ThrowAsync<IOException>(() => new FilePipeline(faulty, Options).RunAsync([Input("lines.json", Change.LinesOf([new("a", "1")]))]));

        exception.Message.ShouldMatch(@"^Object 'schemas/orders/1\.json' could not be stored: no room$");
        store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SlowStore_FlattensAtTheSameTime()
    {
        var store = new InMemoryObjectStore();

        var outcome = await RunGatedAsync(store, gate => gate.Open());

        outcome.CreatedFiles.ShouldBe(store.Keys.Count(key => !IsSchema(key)));
        SameObjects(store, (await RunAsync(OneObjectOpen, Input("lines.json", Change.LinesOf(InOrder)))).Store, "a store that is slow");
    }

    [Fact]
    public async Task Run_RawCopyThatFailsLate_LeavesNothingProcessed()
    {
        var store = new InMemoryObjectStore();

        await Should.ThrowAsync<IOException>(() => RunGatedAsync(store, gate => gate.Fail(new IOException("no room"))));

        store.Keys.ShouldAllBe(key => IsSchema(key));
    }

    [Fact]
    public async Task Run_Cancelled_EndsAndALaterRunContinues()
    {
        using var cancel = new CancellationTokenSource();
        var store = new InMemoryObjectStore();
        var options = Options with { ChunkBytes = 64 * 1024 };
        var inputs = new[] { Input("lines.json", Change.LinesOf(Changes)) };

        await Should.ThrowAsync<OperationCanceledException>(() => new FilePipeline(store, options).RunAsync(inputs, new Told(_ => cancel.Cancel()), cancel.Token));
        await new FilePipeline(store, options).RunAsync(inputs);

        SameObjects(store, (await RunAsync(options, inputs)).Store, "after a cancelled run");
    }

    sealed class Told(Action<FileProgress> tell) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => tell(value);
    }
}
