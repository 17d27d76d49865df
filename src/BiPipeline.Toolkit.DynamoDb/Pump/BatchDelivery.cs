namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Delivers one batch at a time like an event source mapping: in order, until every record is processed or discarded. A record after a
/// failed one never counts as processed.
/// </summary>
sealed class BatchDelivery(
    Func<Stream, CancellationToken, Task<Stream>> function,
    string streamArn,
    string shardId,
    StreamPumpOptions options,
    PumpState state)
{
    internal Task DeliverAsync(StreamRecord[] batch, CancellationToken cancellationToken) =>
        DeliverAsync(batch, retries: 0, invocations: 0, cancellationToken);

    async Task DeliverAsync(ReadOnlyMemory<StreamRecord> batch, int retries, int invocations, CancellationToken cancellationToken)
    {
        var wasError = false;
        while (!batch.IsEmpty)
        {
            var expired = Expired(batch.Span);
            if (expired > 0)
            {
                await DiscardAsync(
                    DiscardedBatch.RecordAgeExceeded,
                    batch[..expired],
                    invocations,
                    wasError,
                    cancellationToken).ConfigureAwait(false);
                batch = batch[expired..];
                continue;
            }
            (var answer, wasError) = await InvokeAsync(batch, cancellationToken).ConfigureAwait(false);
            invocations++;
            if (answer.IsSuccess)
            {
                state.Done(shardId, batch.Span, discarded: false);
                return;
            }
            if (answer.FirstFailed is > 0 and var failed)
            {
                state.Done(shardId, batch.Span[..failed], discarded: false);
                batch = batch[failed..];
                // Bisection splits at the reported record, which is not a retry.
                if (options.BisectBatchOnFunctionError) { continue; }
            }
            else if (answer.FirstFailed is null && options.BisectBatchOnFunctionError && batch.Length > 1)
            {
                await DeliverAsync(batch[..(batch.Length / 2)], retries, invocations, cancellationToken).ConfigureAwait(false);
                await DeliverAsync(batch[(batch.Length / 2)..], retries, invocations, cancellationToken).ConfigureAwait(false);
                return;
            }
            retries++;
            if (retries > options.MaximumRetryAttempts)
            {
                await DiscardAsync(
                    DiscardedBatch.RetryAttemptsExhausted,
                    batch,
                    invocations,
                    wasError,
                    cancellationToken).ConfigureAwait(false);
                return;
            }
            await Task.Delay(options.RetryWait(retries), options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // Only from the start: records are in order, and a record within the age limit protects those after it.
    int Expired(ReadOnlySpan<StreamRecord> batch)
    {
        if (options.MaximumRecordAge is not { } age) { return 0; }
        var oldest = options.TimeProvider.GetUtcNow() - age;
        var count = 0;
        while (count < batch.Length && batch[count].CreatedAt < oldest) { count++; }
        return count;
    }

    async Task<(FunctionAnswer Answer, bool WasError)> InvokeAsync(ReadOnlyMemory<StreamRecord> batch, CancellationToken cancellationToken)
    {
        var answer = FunctionAnswer.Success;
        var wasError = false;
        try
        {
            using var payload = new MemoryStream(BatchPayload.Write(batch.Span), writable: false);
            var response = await function(payload, cancellationToken).ConfigureAwait(false);
            await using (response.ConfigureAwait(false))
            {
                using var bytes = new MemoryStream();
                await response.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
                if (options.ReportBatchItemFailures) { answer = FunctionAnswer.Read(bytes.ToArray(), batch.Span); }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // Every exception of a function is a function error, which a mapping retries and which never ends it.
        catch (Exception exception)
        {
            (answer, wasError) = (FunctionAnswer.WholeBatchFailed, true);
            options.OnFunctionError?.Invoke(exception);
        }
        state.Invoked(failed: !answer.IsSuccess);
        return (answer, wasError);
    }

    async Task DiscardAsync(
        string condition,
        ReadOnlyMemory<StreamRecord> records,
        int invocations,
        bool wasError,
        CancellationToken cancellationToken)
    {
        if (options.OnFailure is { } destination)
        {
            await destination(
                DiscardedBatchWriter.Write(
                    condition,
                    streamArn,
                    shardId,
                    options,
                    records.Span,
                    invocations,
                    wasError,
                    options.TimeProvider.GetUtcNow()),
                cancellationToken).ConfigureAwait(false);
        }
        state.Done(shardId, records.Span, discarded: true);
    }
}
