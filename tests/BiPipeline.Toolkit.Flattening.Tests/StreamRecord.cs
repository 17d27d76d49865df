namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Stream records as JSON text.</summary>
static class StreamRecord
{
    internal const string Arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000";

    /// <summary>Returns an INSERT of an item with key <c>id</c> "a" and these further attributes.</summary>
    internal static string Insert(string attributes) => Record("INSERT", $"\"NewImage\":{{\"id\":{{\"S\":\"a\"}}{(attributes.Length > 0 ? "," : "")}{attributes}}},");

    internal static string Record(string op, string images, string id = "0f1e2d3c4b5a69788796a5b4c3d2e1f0", string sequence = "700000000000000000001") =>
        $$$"""{"eventID":"{{{id}}}","eventName":"{{{op}}}","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1700000001,"Keys":{"id":{"S":"a"}},{{{images}}}"SequenceNumber":"{{{sequence}}}","SizeBytes":61,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"{{{Arn}}}"}""";

    internal static string Event(params string[] records) => $$"""{"Records":[{{string.Join(',', records)}}]}""";
}
