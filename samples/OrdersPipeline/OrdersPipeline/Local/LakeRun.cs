using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Data;
using OrdersPipeline.Events;
using OrdersPipeline.Printing;

namespace OrdersPipeline.Local;

/// <summary>Plays the orders through the pipeline that the Lambda function runs, into a folder.</summary>
static class LakeRun
{
    /// <summary>Writes what is missing in the lake; leaves the rest alone.</summary>
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
            // Lambda would send the batch again from the first record that is not stored; a full disk is not mended by that.
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
