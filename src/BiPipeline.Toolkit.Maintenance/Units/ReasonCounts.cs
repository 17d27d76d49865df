namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Numbers of records in quarantine by reason.</summary>
static class ReasonCounts
{
    /// <summary>Adds the counts of units up, the most frequent reason first.</summary>
    internal static IReadOnlyDictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> counts) => counts
        .SelectMany(reasons => reasons)
        .GroupBy(reason => reason.Key, reason => reason.Value, StringComparer.Ordinal)
        .Select(reason => (reason.Key, Count: reason.Sum()))
        .OrderByDescending(reason => reason.Count)
        .ThenBy(reason => reason.Key, StringComparer.Ordinal)
        .ToDictionary(reason => reason.Key, reason => reason.Count, StringComparer.Ordinal);
}
