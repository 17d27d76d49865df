using System.Buffers;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Reads every item of a table in parallel segments, with eventually consistent reads: half the capacity, and a stream has the changes that
/// a read misses. A scan can continue after any page. Needs <c>dynamodb:Scan</c> and <c>dynamodb:DescribeTable</c>.
/// </summary>
public sealed class TableScanner
{
    const int MostParallel = 64;

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly IAmazonDynamoDB _client;
    readonly TableScannerOptions _options;
    readonly CapacityBudget _budget;

    /// <summary>Creates a scanner. The caller disposes the client.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="options">The table, its segments and the limit of capacity.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public TableScanner(IAmazonDynamoDB client, TableScannerOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_client, _options, _budget) = (client, options, new(options.CapacityUnitsPerSecond, options.TimeProvider));
    }

    /// <summary>Returns the table's ARN, keys and size.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="AmazonDynamoDBException">DynamoDB refuses the request.</exception>
    public async Task<ScannedTable> DescribeAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _client.DescribeTableAsync(new DescribeTableRequest(_options.Table), cancellationToken).ConfigureAwait(false);
        var table = answer.Table;
        var types = table.AttributeDefinitions.ToDictionary(
            item => item.AttributeName, item => item.AttributeType.Value, StringComparer.Ordinal);
        var keys = table.KeySchema.OrderBy(key => key.KeyType == KeyType.HASH ? 0 : 1)
            .ToDictionary(key => key.AttributeName, key => types[key.AttributeName], StringComparer.Ordinal);
        return new(table.TableArn, keys, table.ItemCount ?? 0, table.TableSizeBytes ?? 0);
    }

    /// <summary>Reads the segments and passes their pages on, those of one segment in order.</summary>
    /// <param name="write">Stores a page. A later scan continues after pages that were stored.</param>
    /// <param name="continueAt">
    /// The number of a segment's next page and its position, from <see cref="ScanPage.Next"/>; null for a segment that is finished. Default
    /// (null): every segment from its start.
    /// </param>
    /// <param name="cancellationToken">Ends the scan.</param>
    /// <exception cref="AmazonDynamoDBException">DynamoDB refuses a request.</exception>
    /// <exception cref="TimeoutException">The table was too busy for too long.</exception>
    public Task RunAsync(
        Func<ScanPage, CancellationToken, Task> write,
        Func<int, (int Number, string? Position)?>? continueAt = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(MostParallel, _options.Segments),
            CancellationToken = cancellationToken,
        };
        return Parallel.ForAsync(0, _options.Segments, parallel, async (segment, token) =>
        {
            var start = continueAt is null ? (0, null) : continueAt(segment);
            if (start is { } from) { await ScanAsync(segment, from.Number, from.Position, write, token).ConfigureAwait(false); }
        });
    }

    async Task ScanAsync(
        int segment, int number, string? position, Func<ScanPage, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var lines = new ArrayBufferWriter<byte>();
        var (items, units) = (0L, 0.0);
        do
        {
            var answer = await SendAsync(segment, position, cancellationToken).ConfigureAwait(false);
            foreach (var item in answer.Items ?? []) { DynamoDbJson.WriteItem(item, lines); }
            items += answer.Items?.Count ?? 0;
            units += answer.ConsumedCapacity?.CapacityUnits ?? 0;
            position = answer.LastEvaluatedKey is { Count: > 0 } key ? TextOf(key) : null;
            if (lines.WrittenCount < _options.PageBytes && position is not null) { continue; }
            var page = new ScanPage(segment, number, items, lines.WrittenMemory, position) { CapacityUnits = units };
            await write(page, cancellationToken).ConfigureAwait(false);
            lines.ResetWrittenCount();
            (items, units, number) = (0, 0, number + 1);
        }
        while (position is not null);
    }

    async Task<ScanResponse> SendAsync(int segment, string? position, CancellationToken cancellationToken)
    {
        var request = new ScanRequest
        {
            TableName = _options.Table,
            Segment = segment,
            TotalSegments = _options.Segments,
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        };
        if (position is not null) { request.ExclusiveStartKey = KeyOf(position); }
        for (var attempt = 1; ; attempt++)
        {
            await _budget.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_budget.NextItems() is { } limit) { request.Limit = limit; }
            try
            {
                var answer = await _client.ScanAsync(request, cancellationToken).ConfigureAwait(false);
                _budget.Spend(answer.ConsumedCapacity?.CapacityUnits ?? 0, answer.Items?.Count ?? 0);
                return answer;
            }
            catch (AmazonDynamoDBException exception) when (BusyTable.IsBusy(exception))
            {
                if (attempt >= _options.MaxAttempts) { throw Busy(attempt, exception); }
            }
            var wait = _options.FirstWait * Math.Pow(2, Math.Min(attempt - 1, 20));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    TimeoutException Busy(int attempts, Exception inner) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Table '{_options.Table}' was too busy for a scan in {attempts} attempts; expected an answer. "
                + $"Lower {nameof(TableScannerOptions.CapacityUnitsPerSecond)} or the segments, and run again; it continues from here."),
        inner);

    static string TextOf(Dictionary<string, AttributeValue> key)
    {
        var line = new ArrayBufferWriter<byte>();
        DynamoDbJson.WriteItem(key, line);
        return Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd();
    }

    static Dictionary<string, AttributeValue> KeyOf(string position)
    {
        using var json = JsonDocument.Parse(position);
        return DynamoDbJson.ReadItem(json.RootElement.GetProperty("Item"));
    }
}
