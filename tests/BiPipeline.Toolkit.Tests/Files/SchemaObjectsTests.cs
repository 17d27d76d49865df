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

    string[] SchemaKeys => [.. _store.Keys.Where(key => key.StartsWith("schemas/", StringComparison.Ordinal))];

    Task<FileOutcome> FlattenAsync(TableSchema schema) =>
        new FilePipeline(_store, new() { Schemas = [schema], Format = new TextFormat() }).RunAsync([FileInput.From("lines.json", Lines.Length, () => new MemoryStream(Lines))]);

    Task<StreamOutcome> StreamAsync(TableSchema schema) => new StreamPipeline(_store, Orders.Options with { Schemas = [schema] }).ProcessAsync(Change.Event(Orders.Some(20)));

    [Fact]
    public async Task Run_Twice_StoresTheSchemaOnce()
    {
        await FlattenAsync(Orders.Schema);
        await FlattenAsync(Orders.Schema);
        await StreamAsync(Orders.Schema);

        SchemaKeys.ShouldBe([$"schemas/orders/1-{Orders.Schema.ComputeHash()}.json"]);
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
                .ShouldBe(["Partition 'dt' has transform month; files are in folders of transform day. Restore the rule, or give the table another name and flatten the raw zone again."]);
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

    // Both saw an empty lake and both stored: from then on one of them is refused, and always the same one.
    [Fact]
    public async Task Process_TwoSchemasOfOneVersionAtOnce_LeavesOneOfThem()
    {
        TableSchema[] schemas = [.. new[] { Orders.Schema, Wider }.OrderBy(schema => schema.ComputeHash(), StringComparer.Ordinal)];
        foreach (var schema in schemas)
        {
            await _store.PutAsync($"schemas/orders/1-{schema.ComputeHash()}.json", ObjectContent.Of(Encoding.UTF8.GetBytes(schema.ToJson())));
        }

        (await StreamAsync(schemas[0])).RedeliverFrom.ShouldBeNull();
        (await StreamAsync(schemas[1])).RedeliverFrom.ShouldBe("900");
        await Should.ThrowAsync<SchemaException>(() => FlattenAsync(schemas[1]));
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
}
