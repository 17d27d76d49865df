namespace BiPipeline.Toolkit;

/// <summary>
/// Reads items ahead, works on several at a time, and delivers the results in order. The caller reads items and takes results, and works on
/// items instead of waiting. With one thread, the caller does all the work, so that its speed can be measured.
/// </summary>
/// <param name="threads">Number of threads, including the caller's.</param>
sealed class OrderedPump<TIn, TOut>(int threads)
    where TIn : class
{
    // Waiting results, so that workers stay busy while the caller takes one.
    const int ItemsAhead = 3;

    readonly TaskFactory? _workers = threads == 1
        ? null
        : new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads - 1).ConcurrentScheduler);

    /// <summary>Largest number of items that are read and not yet taken.</summary>
    internal int Capacity { get; } = threads == 1 ? 1 : threads + ItemsAhead;

    /// <summary>Runs until no item is left. No work continues after the call returns or throws.</summary>
    /// <param name="read">Returns the next item; null at the end.</param>
    /// <param name="work">Makes an item's result, on any thread. Its exception is thrown in the item's place in the order.</param>
    /// <param name="take">Receives a result.</param>
    /// <param name="cancellationToken">Ends the run before it takes the next result.</param>
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

    // The caller works on the item that it waits for, or on later ones while a worker has that item.
    static void Help(Queue<Item> waiting)
    {
        var next = waiting.Peek();
        foreach (var item in waiting)
        {
            if (next.Result.IsCompleted) { return; }
            item.TryRun();
        }
    }

    /// <summary>An item and its result. The first free thread works on it.</summary>
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

        /// <summary>Waits for work that has started; prevents other work from starting.</summary>
        internal async Task EndAsync()
        {
            if (Interlocked.Exchange(ref _begun, 1) == 0) { return; }
            await ((Task)Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
