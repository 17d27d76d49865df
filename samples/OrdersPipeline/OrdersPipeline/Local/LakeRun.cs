using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Data;
using OrdersPipeline.Events;
using OrdersPipeline.Printing;

namespace OrdersPipeline.Local;

/// <summary>Runs the Lambda function's pipeline over the orders, into a folder.</summary>
static class LakeRun
{
    /// <summary>Writes the missing objects of the lake.</summary>
    /// <exception cref="IOException">An object could not be stored.</exception>
    internal static async Task<LakeOutcome> RunAsync(
        TableSchema schema,
        OrderScript script,
        string lake,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var before = LakeSnapshot.Of(lake);
        var pipeline = new StreamPipeline(new DirectoryObjectStore(lake), new() { Schemas = [schema], TimeProvider = time });
        List<StreamOutcome> outcomes = [];
        var bytes = 0L;
        var handlerTime = TimeSpan.Zero;
        foreach (var payload in StreamEvents.Payloads(new OrderTable().Play(script), StreamIdentity.Sample))
        {
            var begun = time.GetTimestamp();
            var outcome = await pipeline.ProcessAsync(payload, cancellationToken).ConfigureAwait(false);
            handlerTime += time.GetElapsedTime(begun);
            // Lambda would retry the batch from the first record that is not stored, but a retry does not fix a full disk.
            outcome.Commit.ThrowIfIncomplete();
            outcomes.Add(outcome);
            bytes += payload.Length;
        }
        var after = LakeSnapshot.Of(lake);
        return new LakeOutcome
        {
            Payloads = outcomes.Count,
            Records = outcomes.Sum(outcome => outcome.Records),
            BytesIn = bytes,
            HandlerTime = handlerTime,
            Rows = outcomes.Sum(outcome => outcome.Rows + outcome.ChildRows),
            Rescued = outcomes.Sum(outcome => outcome.Rescued),
            Quarantined = outcomes.Sum(outcome => outcome.Quarantined),
            Zones = after.Zones,
            NewFiles = after.NewSince(before),
            ChangedFiles = after.ChangedSince(before),
        };
    }
}
