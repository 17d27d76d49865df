using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>Delivers the tables' changes to the pipeline by the schedules, until everything is delivered.</summary>
sealed class SchedulePlayer
{
    readonly ReplayStore _store;
    readonly StreamPipeline _streams;
    readonly FilePipeline _files;
    DeliveryFault _fault;
    int _putsUntilFault;

    internal SchedulePlayer(TableSchema schema, ReplayStore store)
    {
        _store = store;
        var faulty = new FaultyStore(store, (_, _) => NextFault());
        // One put at a time, so that the n-th is always the same.
        _streams = new StreamPipeline(faulty, new() { Schemas = [schema], Writer = new LakeWriterOptions { ParallelPuts = 1 } });
        _files = new FilePipeline(store, new FilePipelineOptions { Schemas = [schema], AllowUnreadable = true });
    }

    internal async Task PlayAsync(Schedule schedule, TableModel table)
    {
        var rawBefore = _store.CreatedLines.Count;
        List<TableRecord[]> givenUp = [];
        foreach (var delivery in schedule.Deliveries) { await PlayAsync(delivery, table, givenUp); }
        while (table.Shards.FirstOrDefault(shard => shard.CanDeliver) is { } shard) { await NextAsync(shard, 3, DeliveryFault.None, 0); }

        // The last discarded batch is replayed first: newer changes before older ones.
        for (var i = givenUp.Count - 1; i >= 0; i--) { await ReplayAsync(givenUp[i], isFile: i % 2 == 0); }
        if (schedule.ReplaysRaw) { await ReplayRawAsync(_store.CreatedLines.Skip(rawBefore).Where(key => key.StartsWith("raw/", StringComparison.Ordinal)).Reverse()); }
    }

    async Task PlayAsync(Delivery delivery, TableModel table, List<TableRecord[]> givenUp)
    {
        var shards = table.Shards.Where(shard => delivery.Kind == DeliveryKind.Again ? shard.Position > 0 : shard.CanDeliver).ToArray();
        if (shards.Length == 0) { return; }
        var shard = shards[delivery.Shard % shards.Length];
        switch (delivery.Kind)
        {
            case DeliveryKind.Next:
                await NextAsync(shard, delivery.Records, delivery.Fault, delivery.Put);
                break;
            case DeliveryKind.Again:
                var from = delivery.Shard % shard.Position;
                await ProcessAsync(shard.Records[from..Math.Min(shard.Position, from + delivery.Records)], delivery.Fault, delivery.Put);
                break;
            default:
                var end = Math.Min(shard.Records.Count, shard.Position + delivery.Records);
                givenUp.Add([.. shard.Records[shard.Position..end]]);
                shard.Position = end;
                break;
        }
    }

    async Task NextAsync(Shard shard, int records, DeliveryFault fault, int put)
    {
        var batch = shard.Records.GetRange(shard.Position, Math.Min(records, shard.Records.Count - shard.Position));
        var outcome = await ProcessAsync(batch, fault, put);
        if (fault == DeliveryFault.ProcessEnds) { return; }
        shard.Position += outcome.RedeliverFrom is { } identifier ? batch.FindIndex(record => record.Sequence == identifier) : batch.Count;
    }

    async Task<StreamOutcome> ProcessAsync(IEnumerable<TableRecord> batch, DeliveryFault fault, int put)
    {
        (_fault, _putsUntilFault) = (fault, put);
        var outcome = await _streams.ProcessAsync(Event(batch), CancellationToken.None);
        _fault = DeliveryFault.None;
        return outcome;
    }

    StoreFault NextFault()
    {
        var isNow = --_putsUntilFault == 0;
        return _fault switch
        {
            DeliveryFault.PutFails when isNow => new() { Before = new IOException("no") },
            DeliveryFault.AnswerIsLost when isNow => new() { After = new IOException("no") },
            DeliveryFault.ProcessEnds when _putsUntilFault < 0 => new() { Before = new IOException("The process is gone.") },
            _ => StoreFault.None,
        };
    }

    async Task ReplayAsync(TableRecord[] batch, bool isFile)
    {
        var payload = Event(batch);
        if (!isFile)
        {
            await ProcessAsync(batch, DeliveryFault.None, 0);
            return;
        }
        var failure = JsonSerializer.SerializeToUtf8Bytes(new { version = "1.0", DDBStreamBatchInfo = new { batchSize = batch.Length }, payload = Encoding.UTF8.GetString(payload) });
        await _files.RunAsync([FileInput.From("aws/lambda/1/shard/2026/03/01/failure", failure.Length, () => new MemoryStream(failure))]);
    }

    Task<FileOutcome> ReplayRawAsync(IEnumerable<string> keys) =>
        _files.RunAsync([.. keys.Select(key => FileInput.From(key, _store.Lines[key].Length, () => new MemoryStream(_store.Lines[key].ToArray())))]);

    static byte[] Event(IEnumerable<TableRecord> batch) => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', batch.Select(record => record.Json))}}]}""");
}
