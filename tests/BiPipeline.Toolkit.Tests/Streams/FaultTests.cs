using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Streams;

/// <summary>Makes each put of a batch fail once, in every way.</summary>
public sealed class FaultTests
{
    // Sequence numbers of several lengths, three days, children and poison.
    static readonly Change[] Batch = Orders.Some(24);

    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Process_AnyPutFailingOnce_MatchesARunWithoutFaultsAfterRetries(FaultKind kind)
    {
        var expected = await RunWithoutFaultsAsync();
        for (var put = 1; put <= expected.Keys.Count; put++)
        {
            var store = new InMemoryObjectStore();
            var outcome = await ProcessAsync(store, kind, put, expected);
            ClaimIsTrue(outcome, store, $"{kind} at put {put}");

            // The same batch again, like Lambda's retry after a failure of the whole batch.
            var retry = await new StreamPipeline(store, Orders.Options).ProcessAsync(Change.Event(Batch), CancellationToken.None);

            retry.RedeliverFrom.ShouldBeNull();
            // A schema that is there has been compared, so that its version is not claimed again.
            IReadOnlyList<string> keys = [.. store.Keys.Append("schemas/orders/1.json").Distinct().Order(StringComparer.Ordinal)];
            keys.ShouldBe(expected.Keys, $"{kind} at put {put}");
            store.Keys.Where(key => !store[key].Span.SequenceEqual(expected[key].Span)).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Process_AnyPutFailingOnce_IsCompleteAfterARetryFromTheAnswer(FaultKind kind)
    {
        var expected = await RunWithoutFaultsAsync();
        for (var put = 1; put <= expected.Keys.Count; put++)
        {
            var store = new InMemoryObjectStore();
            var outcome = await ProcessAsync(store, kind, put, expected);
            var rest = outcome switch
            {
                null => Batch,
                { RedeliverFrom: null } => [],
                _ => Batch.SkipWhile(change => change.Sequence != outcome.RedeliverFrom).ToArray(),
            };

            if (rest.Length > 0) { (await new StreamPipeline(store, Orders.Options).ProcessAsync(Change.Event(rest), CancellationToken.None)).RedeliverFrom.ShouldBeNull(); }

            var lake = LakeContents.Of(store);
            Batch.ShouldAllBe(change => lake.Has(change), $"{kind} at put {put}");
            (lake.Rows.Count, lake.Quarantined.Count, lake.Raw.Count).ShouldBe((Batch.Count(change => !change.Poison), Batch.Count(change => change.Poison), Batch.Length));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Process_StoreFailingAtRandom_NeverClaimsUnstoredRecords(int seed)
    {
        var random = new Random(seed);
        var store = new InMemoryObjectStore();
        var rest = Batch;
        var deliveries = 0;
        while (rest.Length > 0 && ++deliveries < 1_000)
        {
            var faulty = new FaultyStore(store, (_, _) => random.Next(4) switch
            {
                0 => StoreFault.Refusal("no"),
                1 => new StoreFault { After = new TimeoutException() },
                _ => StoreFault.None,
            });
            var options = Orders.Options with { Writer = new LakeWriterOptions { ParallelPuts = 1 } };
            var outcome = await new StreamPipeline(faulty, options).ProcessAsync(Change.Event(rest), CancellationToken.None);
            rest = outcome.RedeliverFrom is null ? [] : [.. Batch.SkipWhile(change => change.Sequence != outcome.RedeliverFrom)];

            var lake = LakeContents.Of(store);
            Batch.Except(rest).ShouldAllBe(change => lake.Has(change));
        }
        rest.ShouldBeEmpty();
    }

    static async Task<InMemoryObjectStore> RunWithoutFaultsAsync()
    {
        var store = new InMemoryObjectStore();
        (await new StreamPipeline(store, Orders.Options).ProcessAsync(Change.Event(Batch), CancellationToken.None)).RedeliverFrom.ShouldBeNull();
        // The schema among them.
        store.Keys.Count.ShouldBe(13);
        return store;
    }

    // Null without an answer.
    static async Task<StreamOutcome?> ProcessAsync(InMemoryObjectStore store, FaultKind kind, int at, InMemoryObjectStore expected)
    {
        using var cancel = new CancellationTokenSource();
        var isKill = kind is FaultKind.KilledBefore or FaultKind.KilledAfter;
        if (kind == FaultKind.AlreadyExists)
        {
            var key = expected.Keys[at - 1];
            await store.PutAsync(key, ObjectContent.Of(expected[key]), CancellationToken.None);
        }
        var faulty = new FaultyStore(store, (put, _) =>
        {
            if (isKill && put > at) { return StoreFault.Refusal("The process is gone."); }
            return put == at ? Fault(kind, cancel) : StoreFault.None;
        });
        // One at a time, so that the n-th put is always the same.
        var options = Orders.Options with { Writer = new LakeWriterOptions { ParallelPuts = 1 } };
        var pipeline = new StreamPipeline(faulty, options);
        var outcome = await pipeline.ProcessAsync(Change.Event(Batch), cancel.Token);
        return isKill ? null : outcome;
    }

    static StoreFault Fault(FaultKind kind, CancellationTokenSource cancel)
    {
        switch (kind)
        {
            case FaultKind.Before or FaultKind.KilledBefore:
                return new() { Before = new IOException("no") };
            case FaultKind.After:
                return new() { After = new IOException("no") };
            case FaultKind.SlowDown:
                return new() { Before = Error("SlowDown", HttpStatusCode.ServiceUnavailable) };
            case FaultKind.Conflict:
                return new() { Before = Error("ConditionalRequestConflict", HttpStatusCode.Conflict) };
            case FaultKind.TimeOutBefore:
                return new() { Before = new TimeoutException() };
            case FaultKind.TimeOutAfter:
                return new() { After = new TimeoutException() };
            case FaultKind.CancelledBefore:
                cancel.Cancel();
                return StoreFault.None;
            case FaultKind.CancelledAfter:
                return new() { OnStored = cancel.Cancel };
            default:
                return StoreFault.None;
        }
    }

    static AmazonS3Exception Error(string code, HttpStatusCode status) => new(code, ErrorType.Unknown, code, "request", status);

    static void ClaimIsTrue(StreamOutcome? outcome, InMemoryObjectStore store, string what)
    {
        if (outcome is null) { return; }
        var lake = LakeContents.Of(store);
        Batch.TakeWhile(change => change.Sequence != outcome.RedeliverFrom).ShouldAllBe(change => lake.Has(change), what);
        outcome.Commit.Objects.ShouldAllBe(item => store.Keys.Contains(item.Key));
    }
}
