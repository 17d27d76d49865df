using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Loads a table: items in batches, then changes one by one, each under a condition. What the table is too busy for is tried again; a
/// load with a <see cref="LoadJournal"/> that was interrupted goes on where it was. Safe for one load at a time.
/// </summary>
public sealed class TableLoader
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly IAmazonDynamoDB _client;
    readonly TableLoaderOptions _options;
    readonly TimeProvider _time;
    readonly ChangeWriter _changes;
    readonly Random _random;

    /// <summary>A loader. The client stays the caller's.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="options">The table, and how it is written.</param>
    /// <param name="time">The clock of waits.</param>
    /// <exception cref="ArgumentException">An option is outside its range; every problem is listed.</exception>
    public TableLoader(IAmazonDynamoDB client, TableLoaderOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate(nameof(options));
        (_client, _options, _time, _random) = (client, options, time, new Random(options.Seed));
        _changes = new ChangeWriter(client, options);
    }

    /// <summary>Writes what is not written yet.</summary>
    /// <param name="load">Items and changes.</param>
    /// <param name="journal">What is done; null to do everything and remember nothing.</param>
    /// <param name="progress">Is told after every request; null for nobody.</param>
    /// <param name="cancellationToken">Ends it; the journal says how far it came.</param>
    /// <exception cref="AmazonDynamoDBException">DynamoDB refuses.</exception>
    /// <exception cref="FormatException">An item or change is no DynamoDB JSON, or lacks a key attribute.</exception>
    /// <exception cref="TableBusyException">The table was too busy for too long.</exception>
    public async Task<LoadProgress> LoadAsync(TableLoad load, LoadJournal? journal = null, IProgress<LoadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(load);
        var ledger = new LoadLedger(load, journal, progress);
        await WriteItemsAsync(load.Items, ledger, cancellationToken).ConfigureAwait(false);
        await MakeChangesAsync(load.Changes, ledger, cancellationToken).ConfigureAwait(false);
        return ledger.Progress;
    }

    async Task WriteItemsAsync(IReadOnlyList<JsonElement> items, LoadLedger ledger, CancellationToken cancellationToken)
    {
        var open = ledger.OpenItems();
        // An item of a key that comes again must not overtake: such loads, unusual as they are, are written one batch at a time.
        var isDistinct = open.Select(index => ItemKey.Text(items[index], _options.KeyAttributes)).Distinct(StringComparer.Ordinal).Count() == open.Count;
        var batches = ItemBatches.Cut(items, open, _options.KeyAttributes);
        await Parallel.ForEachAsync(batches, Parallelism(isDistinct ? _options.Parallelism : 1, cancellationToken), async (batch, token) =>
        {
            await WriteBatchAsync(items, batch, ledger, token).ConfigureAwait(false);
            ledger.WroteItems(batch);
        }).ConfigureAwait(false);
    }

    async Task WriteBatchAsync(IReadOnlyList<JsonElement> items, List<int> batch, LoadLedger ledger, CancellationToken cancellationToken)
    {
        List<WriteRequest> requests = [.. batch.Select(index => new WriteRequest(new PutRequest(DynamoDbJson.ReadItem(items[index]))))];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await _client.BatchWriteItemAsync(new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>>(StringComparer.Ordinal) { [_options.Table] = requests }), cancellationToken).ConfigureAwait(false);
                if (response.UnprocessedItems is not { Count: > 0 } left || !left.TryGetValue(_options.Table, out var unprocessed) || unprocessed.Count == 0) { return; }
                requests = unprocessed;
            }
            catch (AmazonDynamoDBException exception) when (IsBusy(exception))
            {
                // Sent again, whole, after the wait.
            }
            await WaitAsync(attempt, requests.Count, ledger, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task MakeChangesAsync(IReadOnlyList<ItemChange> changes, LoadLedger ledger, CancellationToken cancellationToken)
    {
        var lanes = ChangeLanes.Of(changes, ledger.OpenChanges(), _options.KeyAttributes, _options.Parallelism);
        await Parallel.ForEachAsync(lanes, Parallelism(_options.Parallelism, cancellationToken), async (lane, token) =>
        {
            foreach (var index in lane)
            {
                ledger.MadeChange(index, await MakeAsync(changes[index], ledger, token).ConfigureAwait(false));
            }
        }).ConfigureAwait(false);
    }

    async Task<ChangeResult> MakeAsync(ItemChange change, LoadLedger ledger, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _changes.WriteAsync(change, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonDynamoDBException exception) when (IsBusy(exception))
            {
                await WaitAsync(attempt, 1, ledger, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    async Task WaitAsync(int attempt, int writes, LoadLedger ledger, CancellationToken cancellationToken)
    {
        if (attempt >= _options.MaxAttempts) { throw new TableBusyException(_options.Table, writes, attempt); }
        ledger.Retried();
        double chance;
        lock (_random) { chance = _random.NextDouble(); }
        var wait = _options.FirstWait * Math.Pow(2, Math.Min(attempt - 1, 20));
        await Task.Delay((wait < LongestWait ? wait : LongestWait) * ((1 + chance) / 2), _time, cancellationToken).ConfigureAwait(false);
    }

    static ParallelOptions Parallelism(int degree, CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };

    static bool IsBusy(AmazonDynamoDBException exception) => exception.ErrorCode is "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded";
}
