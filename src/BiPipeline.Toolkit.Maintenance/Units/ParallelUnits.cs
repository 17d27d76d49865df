namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Runs units on this machine, several at the same time.</summary>
static class ParallelUnits
{
    /// <summary>Runs units. The first that fails ends the run; those in progress are cancelled.</summary>
    /// <param name="units">The units, in the order in which they begin.</param>
    /// <param name="threads">Number of threads for all units.</param>
    /// <param name="tracker">Receives the progress; null for no reports.</param>
    /// <param name="run">Runs a unit with a number of threads.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    internal static Task RunAsync<TUnit>(
        IReadOnlyList<TUnit> units,
        int threads,
        UnitTracker? tracker,
        Func<TUnit, int, IProgress<FileProgress>?, CancellationToken, Task> run,
        CancellationToken cancellationToken)
    {
        // Few units share the threads; many have one each.
        var each = Math.Max(1, threads / Math.Max(1, units.Count));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(units, parallel, async (unit, token) =>
        {
            await run(unit, each, tracker?.Begin(), token).ConfigureAwait(false);
            tracker?.End();
        });
    }
}
