using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Loads a table: items in batches, then changes one by one, each under a condition. Repeats requests when the table is too busy. A load
/// with a journal continues after an interruption. One load at a time. The loader waits for every request that it has sent, because the
/// table could still accept it after a later run's writes.
/// </summary>
public sealed class TableLoader
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly IAmazonDynamoDB _client;
    readonly TableLoaderOptions _options;
    readonly ChangeWriter _changes;
    readonly Random _random;

    /// <summary>Creates a loader. The caller disposes the client.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="options">The table and the settings of its writes.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public TableLoader(IAmazonDynamoDB client, TableLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_client, _options, _random) = (client, options, new Random(options.Seed));
        _changes = new ChangeWriter(client, options);
    }

    /// <summary>Writes the missing part: items first, then changes; those of one item in order.</summary>
    /// <param name="items">Items in DynamoDB JSON, <c>{"orderId":{"S":"…"},…}</c>.</param>
    /// <param name="changes">Writes after the items.</param>
    /// <param name="journal">
    /// File with the completed part, so that an interrupted load continues from it. It belongs to these items, these changes and this
    /// table, by the table's ARN and id; it needs <c>dynamodb:DescribeTable</c>. Default (null): no journal, and everything is written.
    /// </param>
    /// <param name="progress">Receives a report after every request. Default (null): no reports.</param>
    /// <param name="cancellationToken">
    /// Ends the load. It sends no further request and waits for those it has sent; the journal keeps the completed part. The client's
    /// time-out limits the wait.
    /// </param>
    /// <exception cref="AmazonDynamoDBException">DynamoDB refuses a request.</exception>
    /// <exception cref="FormatException">An item or change is not DynamoDB JSON, or lacks a key attribute.</exception>
    /// <exception cref="InvalidDataException">The journal belongs to another load, or is not a journal.</exception>
    /// <exception cref="IOException">The journal can't be opened, possibly because another run uses it.</exception>
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
        using var done = journal is null
            ? null
            : LoadJournal.Open(journal, await IdentifyAsync(cancellationToken).ConfigureAwait(false), load);
        var state = new LoadState(load, done, progress);
        await WriteItemsAsync(items, state, cancellationToken).ConfigureAwait(false);
        await MakeChangesAsync(changes, state, cancellationToken).ConfigureAwait(false);
        return state.Progress;
    }

    // A name is used again, in this Region and in others; an id is not.
    async Task<string> IdentifyAsync(CancellationToken cancellationToken)
    {
        var request = new DescribeTableRequest(_options.Table);
        var table = (await _client.DescribeTableAsync(request, cancellationToken).ConfigureAwait(false)).Table;
        // What stands in for DynamoDB may know no ids.
        var id = string.IsNullOrEmpty(table.TableId)
            ? string.Create(CultureInfo.InvariantCulture, $"{table.CreationDateTime:O}")
            : table.TableId;
        return $"{table.TableArn} {id}";
    }

    async Task WriteItemsAsync(IReadOnlyList<JsonElement> items, LoadState state, CancellationToken cancellationToken)
    {
        var open = state.OpenItems();
        // A later item with the same key must not overtake an earlier one, so such rare loads write one batch at a time.
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
            catch (AmazonDynamoDBException exception) when (BusyTable.IsBusy(exception))
            {
                // Sent again unchanged after the wait.
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
            catch (AmazonDynamoDBException exception) when (BusyTable.IsBusy(exception))
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
        $"Table '{_options.Table}' was too busy for {writes} {(writes == 1 ? "write" : "writes")} in {attempts} attempts. "
        + $"Lower {nameof(TableLoaderOptions.Parallelism)}, raise the table's capacity, and run again."));

    static ParallelOptions Parallelism(int degree, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };
}
