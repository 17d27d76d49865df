using System.Text;
using BiPipeline.Toolkit.DynamoDb.Tests.Pump;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Streams;

public sealed class InMemoryStreamTests
{
    [Fact]
    public async Task GetRecordsAsync_Limit_PagesAndEndsWithoutIterator()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", 1, 2, 3);
        stream.Close("a");
        var iterator = await stream.GetShardIteratorAsync(Scripted.Arn, "a", ShardPosition.At("2"), CancellationToken.None);

        var first = await stream.GetRecordsAsync(Scripted.Arn, iterator, 1, CancellationToken.None);
        var second = await stream.GetRecordsAsync(Scripted.Arn, first.NextShardIterator!, 1, CancellationToken.None);

        (first.Records.Single().SequenceNumber, second.Records.Single().SequenceNumber, second.NextShardIterator).ShouldBe(("2", "3", null));
    }

    [Fact]
    public async Task GetRecordsAsync_LargeRecords_StopsAtAMegabyte()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        for (var sequence = 1; sequence <= 4; sequence++) { stream.Append("a", Scripted.Record(sequence, padding: 400_000)); }
        var iterator = await stream.GetShardIteratorAsync(Scripted.Arn, "a", ShardPosition.TrimHorizon, CancellationToken.None);

        (await stream.GetRecordsAsync(Scripted.Arn, iterator, 1000, CancellationToken.None)).Records.Count.ShouldBe(2);
    }

    [Fact]
    public void Append_ToAClosedShardOrWithoutANumber_Throws()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");

        Should.Throw<DynamoDbStreamsException>(() => stream.Append("a", Encoding.UTF8.GetBytes("{}")));
        stream.Close("a");
        Should.Throw<InvalidOperationException>(() => stream.Append("a", 1)).Message.ShouldBe("Shard 'a' is closed.");
    }

    [Fact]
    public async Task Calls_OfAnotherStream_ThrowLikeTheService()
    {
        var stream = Scripted.Stream();

        (await Should.ThrowAsync<DynamoDbStreamsException>(() => stream.GetShardIteratorAsync(Scripted.Arn, "a", ShardPosition.Latest, CancellationToken.None))).ErrorCode.ShouldBe(DynamoDbStreamsException.ResourceNotFound);
        (await stream.ListStreamsAsync("other", CancellationToken.None)).ShouldBeEmpty();
        (await stream.ListStreamsAsync("orders", CancellationToken.None)).ShouldBe([Scripted.Arn]);
        (await Should.ThrowAsync<DynamoDbStreamsException>(() => stream.DescribeStreamAsync("arn:other", CancellationToken.None))).ErrorCode.ShouldBe(DynamoDbStreamsException.ResourceNotFound);
    }
}
