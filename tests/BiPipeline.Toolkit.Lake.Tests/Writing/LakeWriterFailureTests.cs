namespace BiPipeline.Toolkit.Lake.Tests.Writing;

public sealed class LakeWriterFailureTests
{
    readonly InMemoryObjectStore _store = new();

    static readonly IOException Full = new("The disk is full.");

    Task<LakeCommit> WriteAsync(Func<int, string, StoreFault> plan, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        // Records 0 and 2 are of one day, record 1 of the next, and 2 can't be read.
        TestRecord[] records = [new("a"), new("b", Day: 1), new("c", Poison: true)];
        var writer = new LakeWriter(new FaultyStore(_store, plan), new TextFormat(), new() { TimeProvider = time ?? TimeProvider.System });
        writer.Append([TestBatches.Of(records)], records.Length);
        return writer.CompleteAsync(cancellationToken);
    }

    string[] Zones() => [.. _store.Keys.Select(key => key[..key.LastIndexOf('/')])];

    [Fact]
    public async Task Complete_RawThatFails_SkipsOnlyObjectsOfTheSameRecords()
    {
        var commit = await WriteAsync((_, key) => key.StartsWith("raw/t/dt=2026-01-01", StringComparison.Ordinal) ? new StoreFault { Before = Full } : StoreFault.None);

        Zones().ShouldBe(["processed/t/dt=2026-01-02", "raw/t/dt=2026-01-02"]);
        commit.Failures.Select(failure => failure.Key.Split('/')[0]).ShouldBe(["raw", "processed", "quarantine"]);
        commit.Failures[0].Exception.ShouldBe(Full);
        commit.Failures[0].Records.ShouldBe([new RecordRange(0, 1), new RecordRange(2, 1)]);
        commit.Failures[1].Exception.Message.ShouldStartWith("Not stored, because object raw/t/dt=2026-01-01/1000-1002-2-");
        commit.Failures[1].Records.ShouldBe([new RecordRange(0, 1)]);
        commit.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task Complete_ProcessedThatFails_NamesItsRecords()
    {
        var commit = await WriteAsync((_, key) => key.StartsWith("processed/t/dt=2026-01-02", StringComparison.Ordinal) ? new StoreFault { Before = Full } : StoreFault.None);

        commit.Failures.ShouldHaveSingleItem().Records.ShouldBe([new RecordRange(1, 1)]);
        Zones().ShouldBe(["processed/t/dt=2026-01-01", "quarantine/t/dt=2026-01-01", "raw/t/dt=2026-01-01", "raw/t/dt=2026-01-02"]);
        Should.Throw<IOException>(() => commit.ThrowIfIncomplete()).Message.ShouldContain("1 of 5 objects could not be stored; the first is processed/t/dt=2026-01-02/1001-1001-1-");
    }

    [Fact]
    public async Task Complete_LostAnswer_CountsAsFailedAndExistsNextTime()
    {
        var first = await WriteAsync((_, _) => new StoreFault { After = Full });
        first.Objects.ShouldBeEmpty();

        // The first zone was stored and its answers were lost, so the others waited.
        Zones().ShouldBe(["raw/t/dt=2026-01-01", "raw/t/dt=2026-01-02"]);
        var second = await WriteAsync((_, _) => StoreFault.None);
        second.Objects.Count(item => item.Outcome == PutOutcome.AlreadyExists).ShouldBe(2);
        second.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Complete_Cancelled_ReportsUnstoredObjects()
    {
        using var cancel = new CancellationTokenSource();
        var commit = await WriteAsync((put, _) =>
        {
            if (put == 2) { cancel.Cancel(); }
            return StoreFault.None;
        }, cancellationToken: cancel.Token);

        commit.Objects.Count.ShouldBe(1);
        commit.Failures.Count.ShouldBe(4);
        commit.Failures.ShouldAllBe(failure => failure.Exception is OperationCanceledException || failure.Exception.Message.StartsWith("Not stored, because object "));
    }

    [Fact]
    public async Task Complete_StoreThatObservesTheToken_EndsWithIt()
    {
        using var cancel = new CancellationTokenSource();
        var running = WriteAsync((_, key) => key.StartsWith("processed/", StringComparison.Ordinal) ? new StoreFault { Hangs = true } : StoreFault.None, cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        var commit = await running;

        commit.Objects.ShouldAllBe(item => item.Zone != LakeZone.Processed);
        commit.Failures.Count(failure => failure.Key.StartsWith("processed/", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Complete_StoreThatIgnoresTheToken_EndsAfterTheGrace()
    {
        using var cancel = new CancellationTokenSource();
        var time = new InstantTime();
        var running = WriteAsync((_, key) => key.StartsWith("processed/", StringComparison.Ordinal) ? new StoreFault { Hangs = true, Listens = false } : StoreFault.None, time, cancel.Token);
        await cancel.CancelAsync();

        var commit = await running;

        commit.Failures.Where(failure => failure.Key.StartsWith("processed/", StringComparison.Ordinal)).ShouldAllBe(failure => failure.Exception is TimeoutException);
        time.Waits.ShouldAllBe(wait => wait == TimeSpan.FromSeconds(1.5));
    }
}
