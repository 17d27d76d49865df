using System.Text;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>The schemas that a lake is written with: stored once, and compared before anything else is stored.</summary>
public sealed class SchemaObjectsTests
{
    static readonly byte[] Lines = Change.LinesOf(Orders.Some(20));

    readonly InMemoryObjectStore _store = new();

    static TableSchema Wider => Orders.Schema with { Columns = [.. Orders.Schema.Columns, new("more", AttributePath.Of("more"), DataType.String)] };

    static TableSchema Monthly => Orders.Schema with { Partitions = [Orders.Schema.Partitions[0] with { Transform = PartitionTransform.Month }] };

    string[] SchemaKeys => [.. _store.Keys.Where(key => key.StartsWith("schemas/", StringComparison.Ordinal) && key.Contains('-', StringComparison.Ordinal))];

    Task<FileOutcome> FlattenAsync(TableSchema schema) =>
        new FilePipeline(_store, new() { Schemas = [schema], Format = new TextFormat() }).RunAsync([FileInput.From("lines.json", Lines.Length, () => new MemoryStream(Lines))]);

    Task<StreamOutcome> StreamAsync(TableSchema schema, IObjectStore? store = null) =>
        new StreamPipeline(store ?? _store, Orders.Options with { Schemas = [schema] }).ProcessAsync(Change.Event(Orders.Some(20)));

    [Fact]
    public async Task Run_Twice_StoresTheSchemaOnce()
    {
        await FlattenAsync(Orders.Schema);
        await FlattenAsync(Orders.Schema);
        await StreamAsync(Orders.Schema);

        SchemaKeys.ShouldBe([$"schemas/orders/1-{Orders.Schema.ComputeHash()}.json"]);
        _store["schemas/orders/1.json"].Span.SequenceEqual(_store[SchemaKeys[0]].Span).ShouldBeTrue();
        TableSchema.Parse(Encoding.UTF8.GetString(_store[SchemaKeys[0]].Span)).ComputeHash().ShouldBe(Orders.Schema.ComputeHash());
    }

    // 5,741 readings, 2,844 of them with the new column.
    [Fact]
    public async Task Run_OtherColumnsOfTheSameVersion_IsRefusedBeforeAnythingIsStored()
    {
        await FlattenAsync(Orders.Schema);
        var before = _store.Keys;

        var problems = (await Should.ThrowAsync<SchemaException>(() => FlattenAsync(Wider))).Problems;

        problems.ShouldBe([$"Version 1 is in the lake with other columns, policies, children or rules ({SchemaKeys[0]}). Raise 'version', or restore the schema of that version."]);
        _store.Keys.ShouldBe(before);
        (await FlattenAsync(Wider with { Version = 2 })).CreatedFiles.ShouldBeGreaterThan(0);
        SchemaKeys.Length.ShouldBe(2);
    }

    // 5,741 rows before, 0 after.
    [Fact]
    public async Task Run_ChangedPartitionRule_IsRefusedInAnyVersion()
    {
        await FlattenAsync(Orders.Schema);

        foreach (var version in new[] { 1, 2 })
        {
            (await Should.ThrowAsync<SchemaException>(() => FlattenAsync(Monthly with { Version = version }))).Problems
                .ShouldBe(["Partition 'dt' has transform month; files are in folders of transform day. Restore the rule, or make a new table from the raw zone with 'bipipeline lake rebuild --table'."]);
        }
        SchemaKeys.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Run_CommentsSourceAndWiderPartitions_NeedNoVersion()
    {
        await FlattenAsync(Orders.Schema);

        await FlattenAsync(Orders.Schema with { Columns = [.. Orders.Schema.Columns.Select(column => column with { Comment = "words" })] });
        await FlattenAsync(Orders.Schema with { Partitions = [Orders.Schema.Partitions[0] with { From = new(2019, 1, 1), Ahead = 30 }] });
        // The first writer may still be running.
        await FlattenAsync(Orders.Schema);

        SchemaKeys.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Process_OtherColumnsOfTheSameVersion_StoresNothingAndFailsEveryRecord()
    {
        await StreamAsync(Orders.Schema);
        var before = _store.Keys;

        var outcome = await StreamAsync(Wider);

        outcome.RedeliverFrom.ShouldBe("900");
        outcome.Commit.Failures.ShouldHaveSingleItem().Exception.ShouldBeOfType<SchemaException>();
        _store.Keys.ShouldBe(before);
    }

    // Both saw an empty lake, both stored, and the one with the smaller hash continued in any case: two schemas wrote rows of one version.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Process_TwoSchemasOfOneVersionAtOnce_OnlyTheFirstWritesRows(bool isSmallerFirst)
    {
        TableSchema[] schemas = [.. new[] { Orders.Schema, Wider }.OrderBy(schema => schema.ComputeHash(), StringComparer.Ordinal)];
        var (first, second) = isSmallerFirst ? (schemas[0], schemas[1]) : (schemas[1], schemas[0]);
        var empty = new EmptyListing(_store);

        (await StreamAsync(first, empty)).RedeliverFrom.ShouldBeNull();
        var before = _store.Keys;
        var late = await StreamAsync(second, empty);

        late.RedeliverFrom.ShouldBe("900");
        late.Commit.Failures.ShouldHaveSingleItem().Exception.ShouldBeOfType<SchemaException>().Problems
            .ShouldBe(["Version 1 is in the lake with other columns, policies, children or rules (schemas/orders/1.json). Raise 'version', or restore the schema of that version."]);
        _store.Keys.ShouldBe(before);
        (await StreamAsync(first)).RedeliverFrom.ShouldBeNull();
        await Should.ThrowAsync<SchemaException>(() => FlattenAsync(second));
    }

    // Stopped between the claim and its schema: the same rows may continue.
    [Fact]
    public async Task Process_ClaimedVersionWithoutItsSchema_IsForTheSameRows()
    {
        await _store.PutAsync("schemas/orders/1.json", ObjectContent.Of(Encoding.UTF8.GetBytes(Orders.Schema.ToJson())));

        (await StreamAsync(Wider)).RedeliverFrom.ShouldBe("900");
        SchemaKeys.ShouldBeEmpty();
        (await StreamAsync(Orders.Schema)).RedeliverFrom.ShouldBeNull();
        SchemaKeys.Length.ShouldBe(1);
    }

    // LIST at each start of a process, and LIST, PUT, LIST at the first.
    [Fact]
    public async Task Process_StartsOfAFunction_CostOneGetPerSchema()
    {
        var own = $"schemas/orders/1-{Orders.Schema.ComputeHash()}.json";
        var store = new CountingStore(_store);

        await StreamAsync(Orders.Schema, store);
        store.SchemaRequests.ShouldBe([$"GET {own}", "LIST schemas/orders/", "PUT schemas/orders/1.json", $"PUT {own}"]);

        store.SchemaRequests.Clear();
        var pipeline = new StreamPipeline(store, Orders.Options with { Schemas = [Orders.Schema] });
        await pipeline.ProcessAsync(Change.Event(Orders.Some(20)));
        await pipeline.ProcessAsync(Change.Event(Orders.Some(20)));
        store.SchemaRequests.ShouldBe([$"GET {own}"]);
    }

    [Fact]
    public async Task Run_SchemaObjectOfALaterToolkit_IsReported()
    {
        await _store.PutAsync("schemas/orders/7-x.json", ObjectContent.Of("""{"table":"orders","lists":[]}"""u8.ToArray()));

        (await Should.ThrowAsync<SchemaException>(() => FlattenAsync(Orders.Schema))).Problems[0]
            .ShouldBe("The object is not a schema that this version of the toolkit reads. Use the version that wrote it.");
    }

    [Fact]
    public async Task Run_InputWithoutRecords_StoresNoSchema()
    {
        await new FilePipeline(_store, new() { Schemas = [Orders.Schema], Format = new TextFormat() }).RunAsync([FileInput.From("empty.json", 1, () => new MemoryStream("\n"u8.ToArray()))]);

        _store.Keys.ShouldBeEmpty();
    }

    // As a writer sees the lake that starts together with others.
    sealed class EmptyListing(IObjectStore inner) : IObjectStore
    {
        public string Location => inner.Location;

        public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) => inner.PutAsync(key, content, cancellationToken);

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<StoredObject>();

        public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);
    }

    // The requests for schemas, in order.
    sealed class CountingStore(IObjectStore inner) : IObjectStore
    {
        internal List<string> SchemaRequests { get; } = [];

        public string Location => inner.Location;

        public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
        {
            Add("PUT", key);
            return inner.PutAsync(key, content, cancellationToken);
        }

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default)
        {
            Add("LIST", prefix);
            return inner.ListAsync(prefix, cancellationToken);
        }

        public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            Add("GET", key);
            return inner.OpenReadAsync(key, cancellationToken);
        }

        void Add(string request, string key)
        {
            if (!key.StartsWith("schemas/", StringComparison.Ordinal)) { return; }
            lock (SchemaRequests) { SchemaRequests.Add($"{request} {key}"); }
        }
    }
}
