using System.IO.Compression;
using System.Text;

namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>Records and a schema of a small table.</summary>
static class SampleInputs
{
    internal const string Schema = """
        { "table": "orders", "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "city", "path": "customer.city", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ],
          "unknown": "rescue" }
        """;

    internal static string Record(int number, string attributes, int day = 0) => $$$"""
        {"eventID":"e{{{number}}}","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":{{{1735689600 + (day * 86_400)}}},"Keys":{"orderId":{"S":"o{{{number}}}"}},"NewImage":{"orderId":{"S":"o{{{number}}}"},{{{attributes}}}},"SequenceNumber":"{{{100 + number}}}","SizeBytes":100,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2025-01-01T00:00:00.000"}
        """;

    internal static string Orders(int count) => string.Concat(Enumerable.Range(0, count).Select(number => Record(number, $$""" "amount":{"N":"{{number}}.50"},"customer":{"M":{"city":{"S":"Paris"} } } """) + "\n"));

    internal static string Write(this TemporaryDirectory folder, string name, string text)
    {
        var path = folder.Combine(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    internal static string WriteGzip(this TemporaryDirectory folder, string name, string text)
    {
        var path = folder.Combine(name);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
