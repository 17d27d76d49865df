using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.Tests.Files;

public sealed class OrderedPumpTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    static Func<string?> Items(int count, Action<int>? read = null)
    {
        var next = 0;
        return () =>
        {
            if (next == count) { return null; }
            read?.Invoke(next);
            return $"{next++}";
        };
    }

    static Func<string, Task> Into(List<string> results) => result =>
    {
        results.Add(result);
        return Task.CompletedTask;
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Results_AreInOrder_AndEachItemIsProcessedOnce(int threads)
    {
        var worked = new ConcurrentBag<string>();
        List<string> results = [];
        await new OrderedPump<string, string>(threads).RunAsync(Items(500), Work, Into(results), CancellationToken.None).WaitAsync(Patience);

        string[] expected = [.. Enumerable.Range(0, 500).Select(i => $"{i}")];
        results.ShouldBe(expected);
        worked.ShouldBe(expected, ignoreOrder: true);

        string Work(string item)
        {
            worked.Add(item);
            return item;
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 6)]
    public async Task Items_ReadAndNotTaken_StayWithinTheCapacity(int threads, int capacity)
    {
        var (inFlight, most) = (0, 0);
        var pump = new OrderedPump<string, string>(threads);
        await pump.RunAsync(Items(100, _ => most = Math.Max(most, ++inFlight)), item => item, Take, CancellationToken.None).WaitAsync(Patience);

        pump.Capacity.ShouldBe(capacity);
        most.ShouldBe(capacity);

        Task Take(string result)
        {
            inFlight--;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task OneThread_UsesTheCallers()
    {
        var caller = Environment.CurrentManagedThreadId;
        var others = 0;
        // Nothing waits, so that everything runs before the call returns.
        await new OrderedPump<string, string>(1).RunAsync(Items(50), Work, _ => Task.CompletedTask, CancellationToken.None);

        others.ShouldBe(0);

        string Work(string item)
        {
            if (Environment.CurrentManagedThreadId != caller) { others++; }
            return item;
        }
    }

    [Fact]
    public async Task Workers_RunInParallel()
    {
        using var together = new Barrier(3);
        await Task.Run(() => new OrderedPump<string, bool>(3).RunAsync(
            Items(3), _ => together.SignalAndWait(Patience), met => { met.ShouldBeTrue(); return Task.CompletedTask; }, CancellationToken.None));
    }

    [Fact]
    public async Task Work_ThatFails_FailsInOrderAndEndsTheRun()
    {
        var running = 0;
        List<string> results = [];
        var exception = await Should.ThrowAsync<InvalidDataException>(
            () => new OrderedPump<string, string>(4).RunAsync(Items(100), Work, Into(results), CancellationToken.None).WaitAsync(Patience));

        exception.Message.ShouldBe("item 20");
        results.ShouldBe([.. Enumerable.Range(0, 20).Select(i => $"{i}")]);
        running.ShouldBe(0);

        string Work(string item)
        {
            Interlocked.Increment(ref running);
            try
            {
                return item == "20" ? throw new InvalidDataException($"item {item}") : item;
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }
    }

    [Fact]
    public async Task Cancellation_EndsTheRun_AfterStartedWork()
    {
        using var cancel = new CancellationTokenSource();
        var (begun, ended) = (0, 0);
        await Should.ThrowAsync<OperationCanceledException>(
            () => new OrderedPump<string, string>(4).RunAsync(Items(1_000), Work, _ => cancel.CancelAsync(), cancel.Token).WaitAsync(Patience));

        ended.ShouldBe(begun);
        begun.ShouldBeLessThan(1_000);

        string Work(string item)
        {
            Interlocked.Increment(ref begun);
            Thread.Yield();
            Interlocked.Increment(ref ended);
            return item;
        }
    }

    [Fact]
    public async Task Read_ThatFails_EndsTheRun()
    {
        List<string> results = [];
        await Should.ThrowAsync<IOException>(() => new OrderedPump<string, string>(2).RunAsync(
            Items(10, item => { if (item == 7) { throw new IOException("no"); } }), item => item, Into(results), CancellationToken.None).WaitAsync(Patience));

        results.Count.ShouldBeLessThan(7);
    }
}
