namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

public sealed class StreamPumpPropertyTests
{
    // For any behaviour of the function, any refusal of the service and any shards: with unlimited retries every record is processed in the end, never
    // before an earlier one of its shard, and no record of a child before its parent's last.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task RunAsync_RandomShardsAndAnswers_DeliverEveryRecordInOrder(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            var stream = Scripted.Stream();
            var shards = new List<(string Id, string? Parent, int[] Records)>();
            var sequence = 0;
            for (var index = 0; index < random.Next(1, 6); index++)
            {
                var records = Enumerable.Range(sequence + 1, random.Next(0, 40)).ToArray();
                sequence += records.Length;
                var parent = index > 0 && random.Next(2) == 0 ? shards[random.Next(index)].Id : null;
                shards.Add(($"s{index}", parent, records));
                stream.AddShard($"s{index}", parent);
                stream.Append($"s{index}", records);
            }
            stream.Disable();
            for (var refusals = random.Next(6); refusals > 0; refusals--) { stream.Refuse(Refusal(random)); }
            List<int> done = [];
            var function = new RecordingFunction(batch => Act(random, stream, done, batch));
            var options = new StreamPumpOptions { BatchSize = random.Next(1, 20), MaxBatchBytes = random.Next(1024, 4000), BisectBatchOnFunctionError = random.Next(2) == 0 };

            var progress = await new StreamPump(stream, function.On(options) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync);

            progress.Delivered.ShouldBe(sequence);
            foreach (var (_, parent, records) in shards)
            {
                done.Where(records.Contains).Distinct().ShouldBe(records);
                if (parent is null || records.Length == 0) { continue; }
                var last = shards.Single(shard => shard.Id == parent).Records.LastOrDefault();
                if (last > 0) { done.LastIndexOf(last).ShouldBeLessThan(done.IndexOf(records[0])); }
            }
        }
    }

    static DynamoDbStreamsException Refusal(Random random) => random.Next(3) switch
    {
        0 => new(DynamoDbStreamsException.LimitExceeded, "busy", isTransient: true),
        1 => new("InternalServerError", "oops", isTransient: true),
        _ => new(DynamoDbStreamsException.ExpiredIterator, "too old", isTransient: false),
    };

    // Processes a part of the batch, at most all of it, and reports it, or fails afterwards.
    static Task<Stream> Act(Random random, InMemoryStream stream, List<int> done, int[] batch)
    {
        lock (done)
        {
            if (random.Next(10) == 0) { stream.ExpireIterators(); }
            var count = random.Next(3) == 0 ? random.Next(batch.Length) : batch.Length;
            done.AddRange(batch[..count]);
            if (count == batch.Length) { return Scripted.Answer("{}"); }
            return random.Next(4) == 0 ? throw new InvalidOperationException() : Scripted.Failed(batch[count..]);
        }
    }
}
