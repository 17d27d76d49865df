using BiPipeline.Toolkit.Cli;
using Spectre.Console;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>A table and an event for it.</summary>
static class ExampleBatch
{
    // A row, a child row, a rescued value, and a record for quarantine: every instrument of a stored batch gets a value.
    internal const string Event = """
        {"Records":[
          {"eventID":"1","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"other":{"N":"1"},"lines":{"L":[{"M":{"sku":{"S":"x"}}}]}},"SequenceNumber":"100","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"},
          {"eventID":"2","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":{"code":{"S":"b"}},"NewImage":{"code":{"S":"b"}},"SequenceNumber":"101","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}]}
        """;

    internal static TableSchema Schema { get; } = TableSchema.Parse("""
        { "table": "orders", "keys": ["id"], "columns": [ { "name": "id", "path": "id", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ],
          "children": [ { "table": "order_lines", "path": "lines", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ] }
        """);

    /// <summary>A terminal that writes everything to one text.</summary>
    internal static Terminal Terminal(TextWriter output) =>
        new(output, output, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No }));
}
