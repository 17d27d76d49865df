using System.Text;
using System.Text.Json;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.DynamoDb;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Events;
using OrdersPipeline.Tests.Lambda;

namespace OrdersPipeline.Tests.EndToEnd;

/// <summary>A batch that is given up is an object in S3, and that object is input again.</summary>
public sealed class DiscardedBatchTests
{
    [Fact]
    public async Task Discarded_HandledAgain_GivesTheSameLakeAsTheEvent()
    {
        var stream = new InMemoryStream(StreamIdentity.Sample.Arn, "orders");
        stream.AddShard("shard");
        foreach (var record in JsonDocument.Parse(LambdaEvents.First).RootElement.GetProperty("Records").EnumerateArray()) { stream.Append("shard", Encoding.UTF8.GetBytes(record.GetRawText())); }
        stream.Disable();
        List<DiscardedBatch> discarded = [];
        byte[] delivered = [];
        var pump = new StreamPump(stream, new()
        {
            MaximumRetryAttempts = 0,
            OnFailure = (batch, _) =>
            {
                discarded.Add(batch);
                return Task.CompletedTask;
            },
        });

        await pump.RunAsync(StreamIdentity.Sample.Arn, (payload, _) =>
        {
            using var bytes = new MemoryStream();
            payload.CopyTo(bytes);
            delivered = bytes.ToArray();
            throw new IOException("S3 is away");
        });

        discarded.ShouldHaveSingleItem().Records.ShouldBe(100);
        (await KeysAsync(discarded[0].Json)).ShouldBe(await KeysAsync(delivered));
    }

    // Keys tell content.
    static async Task<List<string>> KeysAsync(ReadOnlyMemory<byte> payload)
    {
        using var lake = new TemporaryDirectory();
        var pipeline = new StreamPipeline(new DirectoryObjectStore(lake.FullPath), new() { Schemas = [TableSchema.Load(SampleFolder.Schema)] });
        (await pipeline.ProcessAsync(payload, CancellationToken.None)).Records.ShouldBe(100);
        return [.. Directory.EnumerateFiles(lake.FullPath, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(lake.FullPath, path)).Order(StringComparer.Ordinal)];
    }
}
