using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests.Forms;

/// <summary>Each form that people have is the same row, and the forms are named.</summary>
public sealed class FormTests
{
    // In place of a word between at signs comes what the word stands for; see Fill.
    const string Pascal = """{"EventID":"e1","EventName":{"Value":"INSERT"},"EventVersion":"1.1","EventSource":"aws:dynamodb","AwsRegion":"eu-west-1","Dynamodb":{"ApproximateCreationDateTime":"2023-11-14T22:13:21Z","Keys":@keys@,"NewImage":@dotnet@,"OldImage":{},"SequenceNumber":"700","SizeBytes":61,"StreamViewType":"NEW_AND_OLD_IMAGES"},"UserIdentity":null,"EventSourceArn":"arn"}""";

    const string Java = """{"eventID":"e1","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"approximateCreationDateTime":{"epochSecond":1700000001,"nano":0},"keys":{"id":{"s":"k1"}},"newImage":@java@,"oldImage":null,"sequenceNumber":"700","sizeBytes":61,"streamViewType":"NEW_AND_OLD_IMAGES"},"userIdentity":null}""";

    const string EventBridge = """{"version":"0","id":"x","detail-type":"change","source":"app","account":"1","time":"2026-01-01T00:00:00Z","region":"eu-west-1","resources":[],"detail":@record@}""";

    const string Sns = """{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"arn","Sns":{"Type":"Notification","MessageId":"m1","Message":@recordtext@}}""";

    const string OnFailure = """{"requestContext":{"requestId":"r"},"version":"1.0","DDBStreamBatchInfo":{"shardId":"s"},"payload":@payload@}""";

    public static TheoryData<string, string, int> Inputs => new()
    {
        { "stream record", "@record@", 1 },
        { "stream record", "[@record@,@record@]", 2 },
        { "stream record", """{"Records":[@record@,@record@]}""" + "\n" + """{"Records":[@record@]}""", 3 },
        { "stream record", """{"Records":[@record@]}{"Records":[@record@]}""", 2 },
        { "stream record", "@record@,\n@record@,\n", 2 },
        { "stream record", "\uFEFF@record@\n\uFEFF@record@", 2 },
        { "stream record", """{"NextShardIterator":"x","Records":[@record@]}""", 1 },
        { "export", """{"Item":@item@}""", 1 },
        { "export", """{"Item":@item@,"ConsumedCapacity":null}""", 1 },
        { "item", "@item@\n@item@", 2 },
        { "item", """{"Items":[@item@,@item@],"Count":2,"ScannedCount":2,"ConsumedCapacity":null}""", 2 },
        { "item", """{"Count":1,"ScannedCount":1,"LastEvaluatedKey":{"id":{"S":"k1"}},"Items":[@item@]}""", 1 },
        { "item", """{"Items":[@item@],"NextToken":"x"}""", 1 },
        { "item", "[@item@]", 1 },
        { "item", "@dotnet@", 1 },
        { "item", "@java@", 1 },
        { "item", "@backup@\n@backup@", 2 },
        { "EMR backup as text", "@backuptext@\n@backuptext@\n", 2 },
        { "export in Ion", "$ion_1_0 {Item:@ion@}\n$ion_1_0 {Item:@ion@}\n", 2 },
        { "batch-get or transact-get output", """{"Responses":{"t":[@item@,@item@]},"UnprocessedKeys":{}}""", 2 },
        { "batch-get or transact-get output", """{"Responses":[{"Item":@item@},{}]}""", 1 },
        { "batch-write request", """{"t":[{"PutRequest":{"Item":@item@}},{"PutRequest":{"Item":@item@}}]}""", 2 },
        { "batch-write request", """{"RequestItems":{"t":[{"PutRequest":{"Item":@item@}}]}}""", 1 },
        { "NoSQL Workbench model", """{"ModelName":"m","ModelMetadata":{"Author":"a"},"DataModel":[{"TableName":"t","KeyAttributes":{},"TableData":[@item@]},{"TableName":"u","TableData":[]}]}""", 1 },
        { "record of an SDK class", Pascal, 1 },
        { "record of an SDK class", "{\"Records\":[" + Pascal + "," + Pascal + "]}", 2 },
        { "record of an SDK class", Java, 1 },
        { "record of an SDK class", """{"Item":@dotnet@,"IsItemSet":true}""", 1 },
        { "EventBridge event", EventBridge, 1 },
        { "EventBridge event", """{"detail-type":"batch","detail":[@record@,@record@]}""", 2 },
        { "SQS message", """{"Records":[@sqs@,@sqs@]}""", 2 },
        { "SQS message", """{"MessageId":"m1","ReceiptHandle":"r","MD5OfBody":"0","Body":@recordtext@}""", 1 },
        { "SQS message", """{"messageId":"m1","body":@eventtext@}""", 1 },
        { "SQS message", """{"messageId":"m1","body":@notificationtext@}""", 1 },
        { "SNS notification", "{\"Records\":[" + Sns + "]}", 1 },
        { "SNS notification", "@notification@", 1 },
        { "Firehose transformation event", """{"invocationId":"i","deliveryStreamArn":"arn","region":"eu-west-1","records":[{"recordId":"r1","approximateArrivalTimestamp":1,"data":"@record64@"}]}""", 1 },
        { "Firehose error output", """{"attemptsMade":4,"arrivalTimestamp":1,"errorCode":"Lambda.FunctionError","errorMessage":"x","attemptEndingTimestamp":2,"rawData":"@record64@"}""", 1 },
        { "on-failure object", OnFailure.Replace("@payload@", "@eventtext@", StringComparison.Ordinal), 1 },
        { "on-failure object", OnFailure.Replace("@payload@", """{"Records":[@record@]}""", StringComparison.Ordinal), 1 },
        { "on-failure object", """{"DDBStreamBatchInfo":{"batchSize":1},"payload":@eventtext@}""", 1 },
        { "quarantine line", "{\"reason\":\"x (byte 0)\",\"record\":" + Pascal + "}", 1 },
    };

    internal static IEnumerable<string> Filled => Inputs.Select(row => Fill((string)row[1]));

    static string Sqs(string body, string id = "m1") =>
        """{"messageId":"@id@","receiptHandle":"r","body":@body@,"attributes":{},"messageAttributes":{},"md5OfBody":"0","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:1:q","awsRegion":"eu-west-1"}"""
            .Replace("@id@", id, StringComparison.Ordinal).Replace("@body@", Spelling.Text(body), StringComparison.Ordinal);

    static string Fill(string input)
    {
        const string notification = """{"Type":"Notification","MessageId":"m1","Message":@recordtext@}""";
        (string Word, string Text)[] words =
        [
            ("sqs", Sqs(Spelling.Record)), ("notificationtext", Spelling.Text(Fill(notification, "recordtext", Spelling.Text(Spelling.Record)))), ("notification", notification),
            ("eventtext", Spelling.Text(StreamRecord.Event(Spelling.Record))), ("recordtext", Spelling.Text(Spelling.Record)), ("record64", Spelling.Base64(Spelling.Record)),
            ("record", Spelling.Record), ("item", Spelling.Item), ("dotnet", Spelling.DotNetItem), ("java", Spelling.JavaItem), ("backuptext", Spelling.BackupText),
            ("backup", Spelling.BackupItem), ("ion", Spelling.IonItem), ("keys", Spelling.Keys),
        ];
        return words.Aggregate(input, (text, word) => Fill(text, word.Word, word.Text));
    }

    static string Fill(string input, string word, string text) => input.Replace($"@{word}@", text, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Form_OfAnyKind_IsItsRows(string form, string input, int rows)
    {
        var flattener = Spelling.Flatten(Fill(input));

        var batch = flattener.Batches[0];
        Quarantined(flattener).ShouldBeEmpty();
        Spelling.Rows(flattener).ShouldBe(Enumerable.Repeat(Spelling.Row, rows));
        // A Kinesis record and a line of quarantine counted twice.
        flattener.Forms.ShouldBe(new Dictionary<string, long> { [form] = rows });
        (batch.Columns.RowCount + batch.Quarantine.Count).ShouldBe(flattener.RecordCount);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Form_Inferred_IsTheSchemaOfItsItem(string form, string input, int rows)
    {
        var expected = new SchemaInference(new InferenceOptions { Keys = ["id"] });
        expected.Observe(Encoding.UTF8.GetBytes(Fill("""{"Item":@item@}""")));

        var inference = new SchemaInference(new InferenceOptions { Keys = ["id"] });
        inference.Observe(Encoding.UTF8.GetBytes(Fill(input)), default, isLast: true);

        inference.Records.ShouldBe(rows, form);
        Columns(inference).ShouldBe(Columns(expected));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void RawCopy_OfAForm_IsInputAgain(string form, string input, int rows)
    {
        var first = Spelling.Flatten(Fill(input)).Batches[0];
        var raw = string.Join('\n', Enumerable.Range(0, first.Columns.RowCount).Select(row => Encoding.UTF8.GetString(first.Raw.Line(RawOf(first, row)))));

        var again = Spelling.Flatten(raw);

        rows.ShouldBe(again.RecordCount, form);
        FlatRow.Rows(again.Batches[0].Columns).ShouldBe(FlatRow.Rows(first.Columns));
    }

    [Fact]
    public void Items_KeepTheirEnvelope_AsFullExportsDo()
    {
        var fromScan = Spelling.Flatten(Fill("""{"Items":[@item@]}""")).Batches[0];
        var fromExport = Spelling.Flatten(Fill("""{"Item":@item@}""")).Batches[0];

        FlatRow.Rows(fromScan.Columns).ShouldBe(FlatRow.Rows(fromExport.Columns));
        FlatRow.Value(fromScan.Columns["_op"], 0).ShouldBe("ITEM");
    }

    [Fact]
    public void IncrementalExport_InIon_IsItsRow()
    {
        var flattener = Spelling.Flatten(
            Fill("""$ion_1_0 {Metadata:{WriteTimestampMicros:1680109764000001},Keys:{id:"k1"},NewImage:@ion@}"""), Spelling.Schema with { Order = RecordOrder.Time });

        Quarantined(flattener).ShouldBeEmpty();
        Spelling.Rows(flattener).ShouldBe([Spelling.Row]);
        FlatRow.Value(flattener.Batches[0].Columns["_event_time"], 0).ShouldBe("2023-03-29T17:09:24.000");
    }

    [Theory]
    [InlineData("6d2", "600.00")]
    [InlineData("2d3", "2000.00")]
    [InlineData("103.", "103.00")]
    [InlineData("-1.5d-1", "-0.15")]
    [InlineData("1_000", "1000.00")]
    [InlineData("0d0", "0.00")]
    public void IonNumber_OfAnySpelling_IsExact(string number, string expected)
    {
        var flattener = Spelling.Flatten("$ion_1_0 {Item:{id:\"k1\",n:" + number + "}}");

        FlatRow.Value(flattener.Batches[0].Columns["n"], 0).ShouldBe(expected);
    }

    [Theory]
    [InlineData(@"""a\x41\u00e9\U0001F600\'\/""", "aAé😀'/")]
    [InlineData("'''a''' '''b'''", "ab")]
    [InlineData(@"""\ud83d\ude00""", "😀")]
    public void IonText_OfAnySpelling_IsItsText(string text, string expected)
    {
        var flattener = Spelling.Flatten("$ion_1_0 {Item:{id:" + text + "}}");

        Quarantined(flattener).ShouldBeEmpty();
        FlatRow.Value(flattener.Batches[0].Columns["id"], 0).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"exportArn":"a","manifestFilesS3Key":"k","itemCount":1}""", "manifest of an export")]
    [InlineData("""{"itemCount":8,"md5Checksum":"x","etag":"y","dataFileS3Key":"AWSDynamoDB/1/data/a.json.gz"}""", "manifest of an export")]
    [InlineData("""{"requestContext":{"requestId":"r"},"DDBStreamBatchInfo":{"shardId":"s"}}""", "no payload")]
    public void Input_ThatHasNoRecords_IsRefusedByName(string input, string message)
    {
        Should.Throw<PayloadException>(() => Spelling.Flatten(input)).Message.ShouldContain(message);
        Should.Throw<PayloadException>(() => new SchemaInference().Observe(Encoding.UTF8.GetBytes(input), default, isLast: true)).Message.ShouldContain(message);
    }

    [Fact]
    public void Manifest_InAMessage_IsQuarantined()
    {
        var flattener = new RecordFlattener(Spelling.Schema);

        flattener.Flatten(Encoding.UTF8.GetBytes(StreamRecord.Event(Sqs("""{"dataFileS3Key":"k"}"""), Sqs(Spelling.Record, "m2"))));

        Quarantined(flattener).Single().ShouldContain("manifest of an export");
        flattener.Batches[0].Columns.RowCount.ShouldBe(1);
        Enumerable.Range(0, 2).Select(i => Encoding.UTF8.GetString(flattener.Identifier(i))).ShouldBe(["m1", "m2"]);
    }

    [Theory]
    [InlineData("""{"t":[{"DeleteRequest":{"Key":{"id":{"S":"k1"}}}}]}""", "not a PutRequest")]
    [InlineData("""{"RequestItems":{"t":5}}""", "Records is not a list")]
    [InlineData("""{"Responses":[{"Error":{"Code":"x"}}]}""", "no image")]
    [InlineData("""{"Responses":{"t":[5]}}""", "not a JSON object")]
    [InlineData("""{"DataModel":[5]}""", "not a JSON object")]
    [InlineData("""{"invocationId":"i","records":[{"recordId":"r1","data":"@"}]}""", "no data in base64")]
    [InlineData("""{"invocationId":"i","records":[5]}""", "not a JSON object")]
    [InlineData("""{"errorCode":"x","rawData":"@"}""", "no data in base64")]
    [InlineData("""{"kinesis":{}}""", "no data in base64")]
    [InlineData("""{"kinesis":{"data":5}}""", "no data in base64")]
    [InlineData("""{"kinesis":{"data":"@"}}""", "not base64")]
    [InlineData("""{"kinesis":{"data":""}}""", "not a JSON object")]
    [InlineData("""{"Sns":{}}""", "no Message")]
    [InlineData("""{"detail-type":"x","detail":{"a":1}}""", "no eventName")]
    [InlineData("""{"messageId":"m","body":"hello"}""", "not a JSON object")]
    [InlineData("""{"messageId":"m","body":"{\"Records\":[{\"eventName\":"}""", "ends too early")]
    [InlineData("""{"eventSource":"aws:s3","s3":{"object":{"key":"k"}}}""", "about an object in S3")]
    [InlineData("""{"eventName":"INSERT","dynamodb":{"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"}},"SequenceNumber":"1","record":{"x":1},"body":"y"}}""", "")]
    [InlineData("$ion_1_0 {Item:{id:\"k1\",n:(a b)}}", "Ion's text form")]
    [InlineData("a\u0003{\"s\":\"k1\"}\u0002b", "EMR backup's line")]
    [InlineData("""{"id":{"S":"k1"},"n":{"N":"1","S":"2"}}""", "more than one type tag")]
    [InlineData("""{"id":{"s":"k1"},"n":{"s":null}}""", "type tag")]
    public void Part_ThatCantBeRead_IsQuarantinedWithItsReason(string input, string reason)
    {
        var flattener = Spelling.Flatten(input + "\n" + Spelling.Record);

        Spelling.Rows(flattener)[^1].ShouldBe(Spelling.Row);
        if (reason.Length == 0) { Quarantined(flattener).ShouldBeEmpty(); }
        else { Quarantined(flattener).Single().ShouldContain(reason); }
    }

    [Fact]
    public void RecordOfAnotherOrder_InAMessage_IsQuarantined()
    {
        var flattener = new RecordFlattener(Spelling.Schema);

        flattener.Flatten(Encoding.UTF8.GetBytes(StreamRecord.Event(
            Sqs("""{"eventName":"REMOVE","recordFormat":"application/json","dynamodb":{"ApproximateCreationDateTime":1,"Keys":{"id":{"S":"k1"}}}}"""), Sqs(Spelling.Record, "m2"))));

        Quarantined(flattener).Single().ShouldContain("order is not the table's");
        Spelling.Rows(flattener).ShouldBe([Spelling.Row]);
    }

    [Fact]
    public void Documents_NestedTooDeep_AreQuarantined()
    {
        var body = Spelling.Record;
        for (var i = 0; i < 12; i++) { body = Sqs(body); }

        var flattener = Spelling.Flatten(body);

        flattener.RecordCount.ShouldBe(1);
        Quarantined(flattener).Count().ShouldBe(1);
    }

    [Fact]
    public void Policies_ReachEveryForm()
    {
        var schema = Spelling.Schema with { Unknown = UnknownAttributes.Rescue, Policies = [new(AttributePath.Of("m", "a"), PolicyAction.Drop)] };
        foreach (var (_, input, rows) in Inputs.Select(row => ((string)row[0], (string)row[1], (int)row[2])))
        {
            var flattener = Spelling.Flatten(Fill(input), schema);

            Spelling.Rows(flattener).ShouldAllBe(row => row.Contains("m={a=NULL}", StringComparison.Ordinal));
            flattener.Batches[0].Columns.RowCount.ShouldBe(rows, input);
            var batch = flattener.Batches[0];
            Enumerable.Range(0, batch.Raw.Count).Select(i => Encoding.UTF8.GetString(batch.Raw.Line(i))).ShouldAllBe(line => !line.Contains('é'));
        }
    }

    static IEnumerable<string> Quarantined(RecordFlattener flattener) =>
        Enumerable.Range(0, flattener.Batches[0].Quarantine.Count).Select(i => Flatten.Quarantined(flattener.Batches[0], i));

    static string[] Columns(SchemaInference inference) => [.. inference.ToSchema("t").Columns.Select(column => $"{column.Name} {column.Path} {column.Type}")];

    static int RawOf(RecordBatch batch, int row)
    {
        for (var i = 0; ; i++)
        {
            if (batch.Raw.Records[i] == batch.Records[row]) { return i; }
        }
    }
}
