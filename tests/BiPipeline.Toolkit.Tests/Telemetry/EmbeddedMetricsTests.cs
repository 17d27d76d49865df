using System.Text;
using System.Text.Json;
using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.Telemetry;

public sealed class EmbeddedMetricsTests : IDisposable
{
    readonly MemoryStream _output = new();
    readonly FakeTimeProvider _time = new(Change.Begin);

    public void Dispose() => _output.Dispose();

    string[] Lines => Encoding.UTF8.GetString(_output.ToArray()).Split('\n');

    Task<StreamOutcome> ProcessAsync(IObjectStore store, params Change[] changes)
    {
        var options = Orders.Options with { EmbeddedMetrics = new EmbeddedMetrics(_output, "Shop/Orders"), TimeProvider = _time };
        return new StreamPipeline(store, options).ProcessAsync(Change.Event(changes), CancellationToken.None);
    }

    [Fact]
    public async Task Write_Batch_HasCloudWatchsFormat()
    {
        _time.Advance(TimeSpan.FromSeconds(90.5));

        await ProcessAsync(new InMemoryObjectStore(), new("a", "1") { Lines = 2 }, new("b", "2") { Poison = true });

        Lines.Length.ShouldBe(4);
        Lines[0].ShouldBe("""{"_aws":{"Timestamp":1767225690500,"CloudWatchMetrics":[{"Namespace":"Shop/Orders","Dimensions":[[]],"Metrics":[{"Name":"Records","Unit":"Count"},{"Name":"FilesFailed","Unit":"Count"},{"Name":"FreshnessLag","Unit":"Seconds"}]}]},"Records":2,"FilesFailed":0,"FreshnessLag":90.5}""");
        Lines[1].ShouldStartWith("""{"_aws":{"Timestamp":1767225690500,"CloudWatchMetrics":[{"Namespace":"Shop/Orders","Dimensions":[["Table"]],"Metrics":[{"Name":"Rows","Unit":"Count"},{"Name":"Rescued","Unit":"Count"},{"Name":"Quarantined","Unit":"Count"},{"Name":"Files","Unit":"Count"},{"Name":"FileBytes","Unit":"Bytes"},{"Name":"PutLatency","Unit":"Milliseconds"},{"Name":"FreshnessLag","Unit":"Seconds"}]}]},"Table":"orders","Rows":1,"Rescued":0,"Quarantined":1,"Files":3,"FileBytes":""");
        Lines[1].ShouldEndWith(""","PutLatency":[0,0,0],"FreshnessLag":90.5}""");
        Lines[2].ShouldContain("""
            "Table":"order_lines","Rows":2,"Rescued":0,"Quarantined":0,"Files":1,
            """.Trim());
        Lines[3].ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_TableWithoutRecords_HasNoLine()
    {
        await ProcessAsync(new InMemoryObjectStore(), new Change("a", "1"));
        await ProcessAsync(new InMemoryObjectStore(), new Change("b", "2") { Poison = true });
        await ProcessAsync(new InMemoryObjectStore());

        Lines[..^1].Select(line => JsonDocument.Parse(line).RootElement.TryGetProperty("Table", out var table) ? table.GetString() : null)
            .ShouldBe([null, "orders", null, "orders", null]);
    }

    [Fact]
    public async Task Write_AnyBatch_DeclaresExactlyItsMetrics()
    {
        await ProcessAsync(new InMemoryObjectStore(), Orders.Some(400, days: 130));
        await ProcessAsync(new FaultyStore(new InMemoryObjectStore(), (_, _) => StoreFault.Refusal("no")), Orders.Some(10));
        await ProcessAsync(new InMemoryObjectStore());

        foreach (var line in Lines[..^1])
        {
            using var json = JsonDocument.Parse(line);
            var directive = json.RootElement.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];
            var declared = directive.GetProperty("Metrics").EnumerateArray().Select(metric => metric.GetProperty("Name").GetString()).Concat(directive.GetProperty("Dimensions")[0].EnumerateArray().Select(name => name.GetString()));
            declared.ShouldBe(json.RootElement.EnumerateObject().Select(member => member.Name).Where(name => name != "_aws"), ignoreOrder: true);
            // CloudWatch accepts 100 values of a metric per line, and drops lines over 1 MB.
            json.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array).ShouldAllBe(member => member.Value.GetArrayLength() <= 100);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AWS/Orders")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void Create_NamespaceThatCloudWatchRefuses_Throws(string name) =>
        Should.Throw<ArgumentException>(() => new EmbeddedMetrics(_output, name)).Message.ShouldContain("expected 1 to 255");
}
