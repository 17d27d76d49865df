namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Reads one shard from a position. It keeps the iterator, replaces an expired one, and waits when the service is busy.</summary>
sealed class ShardReader(
    IDynamoDbStreams streams,
    string streamArn,
    string shardId,
    ShardPosition start,
    StreamPumpOptions options,
    Action<DynamoDbStreamsException> lose)
{
    const int PageRecords = 1000;

    ShardPosition _position = start;
    string? _iterator;

    /// <summary>Reads the next page.</summary>
    /// <exception cref="DynamoDbStreamsException">
    /// The service refuses too often, or records were trimmed before they were read and the options do not accept a loss.
    /// </exception>
    internal async Task<StreamRecordPage> ReadAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _iterator ??= await streams.GetShardIteratorAsync(streamArn, shardId, _position, cancellationToken).ConfigureAwait(false);
                var page = await streams.GetRecordsAsync(streamArn, _iterator, PageRecords, cancellationToken).ConfigureAwait(false);
                _iterator = page.NextShardIterator;
                if (page.Records is [.., var last]) { _position = ShardPosition.After(last.SequenceNumber); }
                return page;
            }
            catch (DynamoDbStreamsException exception) when (
                exception.ErrorCode == DynamoDbStreamsException.ExpiredIterator && attempt < options.MaxReadAttempts)
            {
                _iterator = null;
                // "After the newest" would skip the records that arrived since.
                if (_position.Kind == ShardPosition.Place.Latest) { Lose(exception); }
            }
            catch (DynamoDbStreamsException exception) when (
                exception.ErrorCode == DynamoDbStreamsException.TrimmedDataAccess && attempt < options.MaxReadAttempts)
            {
                _iterator = null;
                Lose(exception);
                _position = ShardPosition.TrimHorizon;
            }
            catch (DynamoDbStreamsException exception) when (exception.IsTransient && attempt < options.MaxReadAttempts)
            {
                await Task.Delay(options.RetryWait(attempt), options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    void Lose(DynamoDbStreamsException exception)
    {
        var loss = DynamoDbStreamsException.Lost(shardId, _position.SequenceNumber, exception);
        if (!options.ContinueAfterLoss) { throw loss; }
        lose(loss);
    }
}
