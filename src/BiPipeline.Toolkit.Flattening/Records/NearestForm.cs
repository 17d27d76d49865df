namespace BiPipeline.Toolkit.Flattening;

/// <summary>The known form that an unknown document resembles most, by the names of its members.</summary>
static class NearestForm
{
    const string PlainItem = "an item, whose values have types such as S and N";
    const string PartOfAnItem = "an item, whose members are all values with types such as S and N";

    static readonly (string Form, string[] Members)[] Forms =
    [
        ("a stream record", ["eventID", "eventName", "eventVersion", "eventSource", "eventSourceARN", "awsRegion", "dynamodb"]),
        ("a stream record's dynamodb part", ["ApproximateCreationDateTime", "SequenceNumber", "SizeBytes", "StreamViewType"]),
        ("a line of an export", ["Item", "Metadata", "Keys", "NewImage", "OldImage"]),
        ("output of scan or query", ["Items", "Count", "ScannedCount", "LastEvaluatedKey", "ConsumedCapacity"]),
        ("batch-get output", ["Responses", "UnprocessedKeys"]),
        ("a batch-write request", ["PutRequest", "DeleteRequest", "RequestItems"]),
        ("a NoSQL Workbench model", ["ModelName", "ModelMetadata", "DataModel"]),
        ("an SQS message", ["messageId", "receiptHandle", "body", "md5OfBody", "MessageId", "ReceiptHandle", "Body"]),
        ("an SNS notification", ["TopicArn", "Message", "Sns", "EventSubscriptionArn", "SignatureVersion"]),
        ("an EventBridge event", ["detail", "detail-type"]),
        ("a Kinesis record", ["kinesis", "partitionKey", "kinesisSchemaVersion", "recordFormat", "tableName"]),
        ("a Firehose event", ["invocationId", "deliveryStreamArn", "recordId", "rawData", "errorCode", "attemptsMade"]),
        ("an on-failure object", ["requestContext", "responseContext", "DDBStreamBatchInfo", "KinesisBatchInfo", "requestPayload"]),
        ("a quarantine line", ["reason", "record", "record_base64"]),
    ];

    /// <summary>Returns the nearest form, in words; null for a document that is not a JSON object.</summary>
    /// <remarks>It depends on the names of top-level members alone. Of two forms with as many of them, the first is the nearest.</remarks>
    internal static string? Of(ReadOnlySpan<byte> document)
    {
        List<DocumentMember> members = [];
        if (!InputDocument.TryRead(document, members, out var read) || members.Count == 0) { return null; }
        var (most, nearest) = (0, "");
        foreach (var (form, names) in Forms)
        {
            var found = 0;
            foreach (var member in members) { found += Array.IndexOf(names, Encoding.UTF8.GetString(read.NameOf(member))) >= 0 ? 1 : 0; }
            if (found > most) { (most, nearest) = (found, form); }
        }
        if (most > 0) { return nearest; }
        foreach (var member in members)
        {
            if (AttributeTags.BeginsValue(read.ValueOf(member))) { return PartOfAnItem; }
        }
        return PlainItem;
    }
}
