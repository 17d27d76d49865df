using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Collects findings by kind. Thread-safe.</summary>
sealed class FindingLog
{
    readonly Lock _lock = new();
    readonly Dictionary<FindingKind, (long Count, SortedSet<string> Places)> _kinds = [];

    /// <summary>Adds one event, row or object.</summary>
    internal void Add(FindingKind kind, string place, long count = 1)
    {
        lock (_lock)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, kind, out _);
            entry.Places ??= new(StringComparer.Ordinal);
            entry.Count += count;
            if (entry.Places.Count < VerificationFinding.MostPlaces) { entry.Places.Add(place); }
        }
    }

    /// <summary>Adds the findings of another log.</summary>
    internal void Add(FindingLog other)
    {
        foreach (var finding in other.ToFindings())
        {
            lock (_lock)
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, finding.Kind, out _);
                entry.Places ??= new(StringComparer.Ordinal);
                entry.Count += finding.Count;
                entry.Places.UnionWith(finding.Places.Take(VerificationFinding.MostPlaces - entry.Places.Count));
            }
        }
    }

    /// <summary>Returns the findings, faults first.</summary>
    internal IReadOnlyList<VerificationFinding> ToFindings()
    {
        lock (_lock)
        {
            return [.. _kinds.OrderBy(kind => kind.Key)
                .Select(kind => new VerificationFinding(kind.Key, kind.Value.Count, [.. kind.Value.Places]))];
        }
    }
}
