using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Flattening.Tests.Inference;

/// <summary>Inference and flattening agree on what is readable, with the same reasons.</summary>
public sealed class InferenceAgreementTests
{
    const string Carts = "arn:aws:dynamodb:eu-west-1:123456789012:table/carts/stream/2026-01-01T00:00:00.000";
    const string Kinesis = """{"awsRegion":"eu-west-1","eventID":"e","eventName":"INSERT","recordFormat":"application/json","tableName":"orders","dynamodb":{"ApproximateCreationDateTime":1700000000000,"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"}}},"eventSource":"aws:dynamodb"}""";

    static readonly TableSchema From = TableSchema.Parse("""
        {"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"price","path":"price","type":"bigint"},{"name":"pirce","path":"pirce","type":"bigint"}],
         "unknown":"rescue","policies":[{"path":"owner.email","action":"drop"},{"path":"owner.emial","action":"drop"}],
         "children":[{"table":"lines","path":"lines","columns":[{"name":"sku","path":"sku","type":"string"},{"name":"qty","path":"qty","type":"int"}]}]}
        """);

    static readonly string[] Records =
    [
        StreamRecord.Insert("\"v\":{\"N\":\"1\"}"),
        StreamRecord.Insert("\"v\":{\"N\":\"x\"}"),
        StreamRecord.Insert("\"v\":{\"S\":\"x\",\"N\":\"1\"}"),
        StreamRecord.Insert("\"v\":{\"NULL\":false}"),
        StreamRecord.Insert("\"v\":{\"B\":\"*\"}"),
        StreamRecord.Insert("\"v\":{\"S\":\"x\"},\"v\":{\"S\":\"x\"}"),
        StreamRecord.Insert($"\"v\":{string.Concat(Enumerable.Repeat("{\"L\":[", 40))}{string.Concat(Enumerable.Repeat("]}", 40))}"),
        StreamRecord.Record("INSERT", ""),
        StreamRecord.Record("DELETE", ""),
        StreamRecord.Record("REMOVE", ""),
        StreamRecord.Insert("").Replace("\"SequenceNumber\":\"700000000000000000001\",", "", StringComparison.Ordinal),
        StreamRecord.Insert("").Replace("\"700000000000000000001\"", "12345", StringComparison.Ordinal),
        StreamRecord.Insert("").Replace("700000000000000000001", "7x", StringComparison.Ordinal),
        StreamRecord.Insert("").Replace("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "", StringComparison.Ordinal),
        StreamRecord.Insert("").Replace("1700000001", "\"soon\"", StringComparison.Ordinal),
        StreamRecord.Insert("").Replace("\"Keys\":{\"id\":{\"S\":\"a\"}},", "", StringComparison.Ordinal),
        StreamRecord.Insert("").Replace(StreamRecord.Arn, Carts, StringComparison.Ordinal),
        """{"Item":{"id":{"S":"a"}}}""",
        """{"id":{"S":"a"},"n":{"N":"1"}}""",
        """{"id":{"S":"a"},"n":1}""",
        """{"id":"a","price":1}""",
        """{"Items":[{"id":{"S":"a"}},{"id":"b"}]}""",
        """{"Items":"x","ScannedCount":1}""",
        """{"messageId":"m","body":"hello"}""",
        """{"messageId":"m","receiptHandle":"h"}""",
        """{"detail":5,"detail-type":"x"}""",
        """{"record":5}""",
        """{"kinesis":{"data":"*"}}""",
        """{"eventSource":"aws:s3","s3":{}}""",
        "\"text\"", "[1]", "oops", "{broken", "{\"a\":\"\u0001\"}", "{}", "null",
    ];

    static Dictionary<string, long> FlattenedReasons(TableSchema schema, byte[] payload, out long rows)
    {
        var flattener = new RecordFlattener(schema) { AsOf = DateTimeOffset.UnixEpoch };
        flattener.Flatten(payload, PayloadKind.Lines);
        rows = flattener.Batches[0].Columns.RowCount;
        var quarantine = flattener.Batches[0].Quarantine;
        return Enumerable.Range(0, quarantine.Count)
            .Select(index => JsonDocument.Parse(quarantine.Line(index).ToArray(), new() { MaxDepth = 256 }).RootElement.GetProperty("reason").GetString()!)
            .GroupBy(reason => reason[..reason.LastIndexOf(" (byte ", StringComparison.Ordinal)], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);
    }

    static SchemaInference See(InferenceOptions options, params string[] records)
    {
        var inference = new SchemaInference(options);
        inference.Observe(Encoding.UTF8.GetBytes(string.Join('\n', records)), PayloadKind.Lines);
        return inference;
    }

    public static TheoryData<int> Each => [.. Enumerable.Range(0, Records.Length)];

    [Theory]
    [MemberData(nameof(Each))]
    public void Reasons_OfEachRecord_AreThoseOfFlattening(int index)
    {
        string[] records = [Records[index], Records[0]];
        var payload = Encoding.UTF8.GetBytes(string.Join('\n', records));
        var schema = TableSchema.Parse("""{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"}]}""");
        var reasons = FlattenedReasons(schema, payload, out var rows);

        foreach (var options in new InferenceOptions[] { new() { From = schema }, new() { Source = new("orders") } })
        {
            var inference = See(options, records);

            inference.Reasons.ShouldBe(reasons, Records[index]);
            (inference.Records, inference.Unreadable).ShouldBe((rows, reasons.Values.Sum()), Records[index]);
        }
    }

    // "0 unreadable", and flatten put all of it into quarantine.
    [Fact]
    public void Order_OfTheRecords_DecidesWhatIsReadable()
    {
        var bare = StreamRecord.Insert("\"bare\":{\"S\":\"x\"}").Replace("\"SequenceNumber\":\"700000000000000000001\",", "", StringComparison.Ordinal);
        var untimed = bare.Replace("\"ApproximateCreationDateTime\":1700000001,", "", StringComparison.Ordinal);
        var sequenced = StreamRecord.Insert("\"v\":{\"S\":\"x\"}");

        var mixed = See(new(), sequenced, bare, untimed, Kinesis);
        (mixed.Records, mixed.Unreadable).ShouldBe((1, 3));
        mixed.Reasons.ShouldBe(new Dictionary<string, long>
        {
            ["the record has no SequenceNumber"] = 2,
            ["the record's order is not the table's; expected order: sequence for DynamoDB Streams, order: time for Kinesis"] = 1,
        });
        mixed.ToSchema("orders").Columns.Select(column => column.Name).ShouldBe(["id", "v"]);

        var timed = See(new(), bare, untimed, Kinesis);
        (timed.Records, timed.Unreadable).ShouldBe((2, 1));
        timed.Reasons.Keys.ShouldBe(["the record has no ApproximateCreationDateTime or WriteTimestampMicros, which order: time needs"]);
        var schema = timed.ToSchema("orders");
        (schema.Order, string.Join(' ', schema.Columns.Select(column => column.Name))).ShouldBe((RecordOrder.Time, "id bare"));
    }

    // In any order and any split.
    [Fact]
    public void Merge_RecordsOfAllKinds_IsCommutative()
    {
        var random = new Random(7);
        // What is not JSON is cut at other places when its neighbours change.
        string[] records = [.. Records.Where(record => IsObject(record) && !record.Contains("carts", StringComparison.Ordinal)), Kinesis];
        var whole = See(new(), records);
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(records);
            var cut = random.Next(records.Length);
            var joined = See(new(), records[cut..]);
            joined.Merge(See(new(), records[..cut]));

            joined.Reasons.ShouldBe(whole.Reasons);
            joined.Forms.ShouldBe(whole.Forms, ignoreOrder: true);
            (joined.Records, joined.Unreadable).ShouldBe((whole.Records, whole.Unreadable));
            joined.ToSchema("orders").ComputeHash().ShouldBe(whole.ToSchema("orders").ComputeHash());
        }
    }

    static bool IsObject(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 256 });
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Merged silently.
    [Fact]
    public void Source_OfTheRecords_IsWrittenOrAskedFor()
    {
        var (orders, carts) = (StreamRecord.Insert("\"v\":{\"S\":\"x\"}"), StreamRecord.Insert("\"w\":{\"S\":\"x\"}").Replace(StreamRecord.Arn, Carts, StringComparison.Ordinal));

        See(new(), orders).ToSchema("orders").Source.ShouldBeNull();
        var other = See(new(), orders);
        other.ToSchema("sales").Source.ShouldBe(new TableSource("orders"));
        other.Decisions.ShouldBe(["source: the records are of table 'orders'; records of other tables go to quarantine"]);
        Should.Throw<SchemaException>(() => See(new(), orders, carts).ToSchema("orders")).Problems
            .ShouldBe(["The records are of 2 DynamoDB tables ('carts', 'orders'); expected one. Name it, or a pattern, with --source."]);
        var chosen = See(new() { Source = new("c*") }, orders, carts);
        var schema = chosen.ToSchema("orders");
        (schema.Source, string.Join(' ', schema.Columns.Select(column => column.Name))).ShouldBe((new TableSource("c*"), "id w"));
        chosen.Reasons.ShouldBe(new Dictionary<string, long> { ["the record is of another DynamoDB table or Region; expected table 'c*'"] = 1 });
        See(new() { From = schema }, orders, carts).ToSchema("orders").Source.ShouldBe(new TableSource("c*"));
    }

    // A schema for which flattening quarantines every record.
    [Fact]
    public void Keys_OtherThanThoseOfTheRecords_AreRefused() =>
        Should.Throw<SchemaException>(() => See(new() { Keys = ["id", "v"] }, StreamRecord.Insert("\"v\":{\"S\":\"x\"}")).ToSchema("orders")).Problems
            .ShouldBe(["The keys are 'id', 'v'; expected those of the records' Keys, 'id'."]);

    // A policy with a typing error: 69 of 69 e-mails were in raw.
    [Fact]
    public void From_PartsThatMeetNothing_AreNamed()
    {
        var inference = See(new() { From = From }, StreamRecord.Insert(""" "price":{"N":"1"},"owner":{"M":{"email":{"S":"x"}}},"lines":{"L":[{"M":{"sku":{"S":"x"}}}]} """));

        inference.ToSchema("orders");

        inference.EmptyColumns.ShouldBe(["orders.pirce", "lines.qty"]);
        inference.UnmetPolicies.ShouldBe(["owner.emial"]);
    }

    // An entity by attribute without old images: flattening refuses the records.
    [Fact]
    public void Entity_ByAttributeWithoutOldImages_IsUnreadable()
    {
        var record = StreamRecord.Insert("\"type\":{\"S\":\"A\"}").Replace("NEW_AND_OLD_IMAGES", "NEW_IMAGE", StringComparison.Ordinal);

        See(new() { Entity = EntityFilter.AttributeEquals("type", "A") }, record).Reasons.Keys.ShouldHaveSingleItem().ShouldContain("NEW_AND_OLD_IMAGES");
        See(new() { Entity = EntityFilter.KeyPrefix("id", "a") }, record).Records.ShouldBe(1);
        See(new() { Entity = EntityFilter.AttributeEquals("id", "a") }, record).Records.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"id":"a","price":1}""", "an item, whose values have types such as S and N")]
    [InlineData("""{"id":{"S":"a"},"price":1}""", "an item, whose members are all values with types such as S and N")]
    [InlineData("""{"Items":5,"ScannedCount":1}""", "output of scan or query")]
    [InlineData("""{"eventSource":"aws:dynamodb","awsRegion":"eu-west-1"}""", "a stream record")]
    [InlineData("""{"Responses":5}""", "batch-get output")]
    [InlineData("""{"messageId":"m","receiptHandle":"h"}""", "an SQS message")]
    [InlineData("""{"detail":5}""", "an EventBridge event")]
    [InlineData("""{"RequestItems":5}""", "a batch-write request")]
    public void Unreadable_UnknownDocument_NamesTheNearestForm(string record, string nearest) =>
        See(new(), record).Reasons.Keys.ShouldBe([$"the record has no eventName and no other known form; the nearest is {nearest}"]);
}
