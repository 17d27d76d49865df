using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Loads a table: items in batches, then changes one by one, each under a condition. What the table is too busy for is tried again; a
/// load with a journal that was interrupted goes on where it was. Safe for one load at a time. A request that was sent is never abandoned:
/// the table could still take it after a later run's writes.
/// </summary>
public sealed class TableLoader
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly IAmazonDynamoDB _client;
    readonly TableLoaderOptions _options;
    readonly ChangeWriter _changes;
    readonly Random _random;

    /// <summary>A loader. The client stays the caller's.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="options">The table, and how it is written.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public TableLoader(IAmazonDynamoDB client, TableLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_client, _options, _random) = (client, options, new Random(options.Seed));
        _changes = new ChangeWriter(client, options);
    }

    /// <summary>Writes what is not written yet: items first, then the changes; those of one item in their order.</summary>
    /// <param name="items">Items in DynamoDB JSON, <c>{"orderId":{"S":"…"},…}</c>.</param>
    /// <param name="changes">Later writes.</param>
    /// <param name="journal">
    /// A file that what is done is noted in, so that a load that was interrupted goes on from it; it belongs to these items, these changes
    /// and this table. Default (null): everything is done, and nothing is noted.
    /// </param>
    /// <param name="progress">Is reported to after every request. Default (null): nothing is.</param>
    /// <param name="cancellationToken">
    /// Stops the load: no further request is sent, those that were sent are waited for, and the journal has them. The client's time-out
    /// limits the wait.
    /// </param>
    /// <exception cref="AmazonDynamoDBException">DynamoDB refuses.</exception>
    /// <exception cref="FormatException">An item or change is not DynamoDB JSON, or lacks a key attribute.</exception>
    /// <exception cref="InvalidDataException">The journal is another load's, or not a journal.</exception>
    /// <exception cref="IOException">The journal can't be opened; another run may have it.</exception>
    /// <exception cref="TimeoutException">The table was too busy for too long.</exception>
    public async Task<LoadProgress> LoadAsync(
        IReadOnlyList<JsonElement> items,
        IReadOnlyList<ItemChange> changes,
        string? journal = null,
        IProgress<LoadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(changes);
        var load = new TableLoad(items, changes);
        using var done = journal is null ? null : LoadJournal.Open(journal, _options.Table, load);
        var state = new LoadState(load, done, progress);
        await WriteItemsAsync(items, state, cancellationToken).ConfigureAwait(false);
        await MakeChangesAsync(changes, state, cancellationToken).ConfigureAwait(false);
        return state.Progress;
    }

    async Task WriteItemsAsync(IReadOnlyList<JsonElement> items, LoadState state, CancellationToken cancellationToken)
    {
        var open = state.OpenItems();
        // An item of a key that comes again must not overtake: such loads, unusual as they are, are written one batch at a time.
        var keys = open.Select(index => ItemKey.Text(items[index], _options.KeyAttributes)).ToHashSet(StringComparer.Ordinal);
        var isDistinct = keys.Count == open.Count;
        var batches = ItemBatches.Cut(items, open, _options.KeyAttributes);
        await Parallel.ForEachAsync(batches, Parallelism(isDistinct ? _options.Parallelism : 1, cancellationToken), async (batch, token) =>
        {
            await WriteBatchAsync(items, batch, state, token).ConfigureAwait(false);
            state.WroteItems(batch);
        }).ConfigureAwait(false);
    }

    async Task WriteBatchAsync(IReadOnlyList<JsonElement> items, List<int> batch, LoadState state, CancellationToken cancellationToken)
    {
        List<WriteRequest> requests = [.. batch.Select(index => new WriteRequest(new PutRequest(DynamoDbJson.ReadItem(items[index]))))];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var tables = new Dictionary<string, List<WriteRequest>>(StringComparer.Ordinal) { [_options.Table] = requests };
                cancellationToken.ThrowIfCancellationRequested();
                var response = await _client.BatchWriteItemAsync(
                    new BatchWriteItemRequest(tables),
                    CancellationToken.None).ConfigureAwait(false);
                if (response.UnprocessedItems?.GetValueOrDefault(_options.Table) is not { Count: > 0 } unprocessed) { return; }
                requests = unprocessed;
            }
            catch (AmazonDynamoDBException exception) when (IsBusy(exception))
            {
                // Sent again, whole, after the wait.
            }
            await WaitAsync(attempt, requests.Count, state, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task MakeChangesAsync(IReadOnlyList<ItemChange> changes, LoadState state, CancellationToken cancellationToken)
    {
        var partitions = ChangePartitioner.Partition(changes, state.OpenChanges(), _options.KeyAttributes, _options.Parallelism);
        await Parallel.ForEachAsync(partitions, Parallelism(_options.Parallelism, cancellationToken), async (partition, token) =>
        {
            foreach (var index in partition)
            {
                state.MadeChange(index, await MakeAsync(changes[index], state, token).ConfigureAwait(false));
            }
        }).ConfigureAwait(false);
    }

    async Task<ChangeResult> MakeAsync(ItemChange change, LoadState state, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                return await _changes.WriteAsync(change).ConfigureAwait(false);
            }
            catch (AmazonDynamoDBException exception) when (IsBusy(exception))
            {
                await WaitAsync(attempt, 1, state, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    async Task WaitAsync(int attempt, int writes, LoadState state, CancellationToken cancellationToken)
    {
        if (attempt >= _options.MaxAttempts) { throw Busy(writes, attempt); }
        state.Retried();
        double chance;
        lock (_random) { chance = _random.NextDouble(); }
        var wait = _options.FirstWait * Math.Pow(2, Math.Min(attempt - 1, 20));
        await Task.Delay(
            (wait < LongestWait ? wait : LongestWait) * ((1 + chance) / 2),
            _options.TimeProvider,
            cancellationToken).ConfigureAwait(false);
    }

    TimeoutException Busy(int writes, int attempts) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Table '{_options.Table}' was too busy for {writes} {(writes == 1 ? "write" : "writes")} {attempts} times in a row; "
        + $"lower {nameof(TableLoaderOptions.Parallelism)}, raise the table's capacity, and run again."));

    static ParallelOptions Parallelism(int degree, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };

    static bool IsBusy(AmazonDynamoDBException exception) =>
        exception.ErrorCode is "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded";
}
