namespace BiPipeline.Toolkit;

/// <summary>
/// Reads items ahead, works on several at a time, and hands out the results in the items' order. The caller reads and takes; it works too
/// while it would wait. One thread means the caller's: nothing is handed over, so that it can be measured as one.
/// </summary>
/// <param name="threads">Threads that work at a time, the caller's included.</param>
sealed class OrderedPump<TIn, TOut>(int threads)
    where TIn : class
{
    // Results that wait, so that workers have something to do while the caller takes one.
    const int ItemsAhead = 3;

    readonly TaskFactory? _workers = threads == 1
        ? null
        : new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads - 1).ConcurrentScheduler);

    /// <summary>Items that are read and not yet taken, at most.</summary>
    internal int Capacity { get; } = threads == 1 ? 1 : threads + ItemsAhead;

    /// <summary>Runs until no item is left. However it ends, no work goes on behind the caller's back.</summary>
    /// <param name="read">The next item, null at the end.</param>
    /// <param name="work">Makes an item's result, on any thread; what it throws comes out when it is the item's turn.</param>
    /// <param name="take">Takes a result.</param>
    /// <param name="cancellationToken">Ends the run before the next result is taken.</param>
    internal async Task RunAsync(Func<TIn?> read, Func<TIn, TOut> work, Func<TOut, Task> take, CancellationToken cancellationToken)
    {
        var waiting = new Queue<Item>();
        try
        {
            var more = true;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (more && waiting.Count < Capacity)
                {
                    if (read() is { } source) { waiting.Enqueue(Begin(new Item(source, work))); }
                    else { more = false; }
                }
                if (!waiting.TryPeek(out var next)) { return; }
                Help(waiting);
                var result = await next.Result.ConfigureAwait(false);
                _ = waiting.Dequeue();
                await take(result).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var item in waiting) { await item.EndAsync().ConfigureAwait(false); }
        }
    }

    Item Begin(Item item)
    {
        _ = _workers?.StartNew(item.TryRun, CancellationToken.None);
        return item;
    }

    // The caller works on the item that it waits for or, while a worker has it, on later ones.
    static void Help(Queue<Item> waiting)
    {
        var next = waiting.Peek();
        foreach (var item in waiting)
        {
            if (next.Result.IsCompleted) { return; }
            item.TryRun();
        }
    }

    /// <summary>An item on its way to its result, worked on by whoever comes first.</summary>
    sealed class Item(TIn source, Func<TIn, TOut> work)
    {
        readonly TaskCompletionSource<TOut> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int _begun;

        internal Task<TOut> Result => _result.Task;

        internal void TryRun()
        {
            if (Interlocked.Exchange(ref _begun, 1) != 0) { return; }
            try
            {
                _result.SetResult(work(source));
            }
            catch (Exception exception)
            {
                _result.SetException(exception);
            }
        }

        /// <summary>Waits for the work if it has begun, else keeps it from beginning.</summary>
        internal async Task EndAsync()
        {
            if (Interlocked.Exchange(ref _begun, 1) == 0) { return; }
            await ((Task)Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
