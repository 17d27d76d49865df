using System.Globalization;
using System.Text;
using BiPipeline.Toolkit.Docs.Tests.Pages;
using BiPipeline.Toolkit.Lake;
using OrdersReader;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>Runs the recipe of docs/reading-a-lake.md over a lake of the pipeline.</summary>
[Collection(PipelineCollection.Name)]
public sealed class OrdersReaderTests
{
    const int Orders = 300;

    static TableSchema Schema { get; } = TableSchema.Parse("""
        { "table": "orders", "keys": ["order_id"], "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "paid_on", "path": "paidOn", "type": "date" } ] }
        """);

    [Fact]
    public async Task Recipe_ReadsEveryRowOfTheLake()
    {
        using var lake = new TemporaryDirectory();
        await WriteAsync(lake.FullPath, LakeReader.Options(Schema));
        var output = new StringWriter(CultureInfo.InvariantCulture);

        await LakeReader.PrintAsync(lake.FullPath, output);

        output.ToString().TrimEnd().Split(output.NewLine).ShouldBe(
            Enumerable.Range(0, Orders).Select(i => string.Create(CultureInfo.InvariantCulture, $"ORD-{i} {AmountOf(i):F2} {TimeOf(i):O}")));
    }

    // The purpose of the option.
    [Fact]
    public async Task Recipe_OfALakeWithDefaults_FailsInParquetNet()
    {
        using var lake = new TemporaryDirectory();
        await WriteAsync(lake.FullPath, new() { Schemas = [Schema] });

        (await Should.ThrowAsync<InvalidDataException>(() => LakeReader.PrintAsync(lake.FullPath, TextWriter.Null))).ToString().ShouldContain("DELTA_BINARY_PACKED");
    }

    static async Task WriteAsync(string lake, StreamPipelineOptions options)
    {
        var records = new StringBuilder();
        for (var i = 0; i < Orders; i++)
        {
            records.AppendLine(CultureInfo.InvariantCulture, $$$"""
                {"eventID":"{{{i}}}","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":{{{new DateTimeOffset(TimeOf(i)).ToUnixTimeSeconds()}}},"Keys":{"orderId":{"S":"ORD-{{{i}}}"}},"NewImage":{"orderId":{"S":"ORD-{{{i}}}"},"amount":{"N":"{{{AmountOf(i)}}}"},"paidOn":{"S":"2026-0{{{1 + (i % 9)}}}-1{{{i % 7}}}"}},"SequenceNumber":"{{{1000 + i}}}"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}
                """);
        }
        await new StreamPipeline(new DirectoryObjectStore(lake), options).ProcessAsync(Encoding.UTF8.GetBytes(records.ToString()), CancellationToken.None);
    }

    static decimal AmountOf(int i) => ((i * 7_919 % 100_000) + 1) / 100m;

    static DateTime TimeOf(int i) => DateTime.UnixEpoch.AddSeconds(1_767_225_600 + (i * 37));
}
