namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

/// <summary>A function that records its batches and answers as configured.</summary>
sealed class RecordingFunction(Func<int[], Task<Stream>> answer)
{
    readonly Lock _gate = new();
    readonly List<int[]> _batches = [];
    readonly List<DiscardedBatch> _discarded = [];
    readonly List<Exception> _errors = [];

    internal RecordingFunction()
        : this(_ => Scripted.Answer("{}"))
    {
    }

    internal IReadOnlyList<int[]> Batches => _batches;

    internal IReadOnlyList<DiscardedBatch> Discarded => _discarded;

    internal IReadOnlyList<Exception> Errors => _errors;

    internal async Task<Stream> InvokeAsync(Stream payload, CancellationToken cancellationToken)
    {
        var batch = Scripted.Sequences(payload);
        lock (_gate) { _batches.Add(batch); }
        return await answer(batch);
    }

    /// <summary>Returns options that also record discarded batches and errors.</summary>
    internal StreamPumpOptions On(StreamPumpOptions options) => options with
    {
        OnFailure = (batch, _) =>
        {
            lock (_gate) { _discarded.Add(batch); }
            return Task.CompletedTask;
        },
        OnFunctionError = exception =>
        {
            lock (_gate) { _errors.Add(exception); }
        },
    };
}
