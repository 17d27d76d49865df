using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Compares the state that the views show of a key at a time with the item of an export of that time.</summary>
/// <param name="tables">The table of each family.</param>
/// <param name="time">The time of the export, in milliseconds.</param>
/// <param name="baselines">The time of each family's baseline before it, in milliseconds; null for none.</param>
sealed class KeyComparison(IReadOnlyList<string> tables, long time, IReadOnlyList<long?> baselines)
{
    // The views look at changes from an hour before a baseline.
    const long Lookback = 3_600_000;

    static readonly long Margin = (long)BaselineMarker.Margin.TotalMilliseconds;
    static readonly long IncrementalMargin = (long)BaselineMarker.IncrementalMargin.TotalMilliseconds;

    internal KeyVerdicts Verdicts { get; } = new();

    /// <summary>Compares the keys of a bucket.</summary>
    internal void Add(ReadOnlyMemory<byte> bytes)
    {
        Dictionary<(int Family, UInt128 Key), List<KeyState>> keys = [];
        while (!bytes.IsEmpty)
        {
            var state = KeyState.Read(ref bytes);
            ref var states = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, (state.Family, state.Key), out _);
            (states ??= []).Add(state);
        }
        foreach (var ((_, key), states) in keys) { Add(key, states); }
    }

    void Add(UInt128 key, List<KeyState> states)
    {
        var table = tables[states[0].Family];
        var exported = states.FindAll(state => state.Kind == KeyStateKind.Compared);
        if (exported.Count > 0) { Verdicts.Items++; }
        if (states.Exists(IsClose))
        {
            Verdicts.Undecided++;
            return;
        }
        var baseline = baselines[states[0].Family];
        var winner = WinnerOf(states, baseline);
        if (winner is null or { Deleted: true })
        {
            if (exported.Count == 0) { return; }
            if (winner is null && baseline is null && states.Count == exported.Count) { Verdicts.Unseen++; }
            else
            {
                Verdicts.OnlyInExport++;
                Verdicts.Note(table, "only in the export", key);
            }
            return;
        }
        if (exported.Count == 0)
        {
            Verdicts.OnlyInLake++;
            Verdicts.Note(table, "only in the lake", key);
        }
        // Each version of the schema reads the item in its own way.
        else if (exported.Exists(item => item.Schema == winner.Schema && item.Values == winner.Values)) { Verdicts.Equal++; }
        else
        {
            Verdicts.Differs++;
            Verdicts.Note(table, "other values", key);
        }
    }

    // Times of a stream are approximate.
    bool IsClose(KeyState state) =>
        state.Kind is KeyStateKind.Change or KeyStateKind.Dated && (state.Time is not { } own || Math.Abs(own - time) < Margin);

    // By the order of design: the latest change, the latest dated row, and between them the later one by a margin.
    KeyState? WinnerOf(List<KeyState> states, long? baseline)
    {
        KeyState? change = null;
        KeyState? dated = null;
        foreach (var state in states)
        {
            if (state.Kind == KeyStateKind.Compared || state.Time > time) { continue; }
            if (state.Time < baseline - (state.Kind == KeyStateKind.Change ? Lookback : 0)) { continue; }
            ref var latest = ref state.Kind == KeyStateKind.Change ? ref change : ref dated;
            if (latest is null || state.CompareTo(latest) > 0) { latest = state; }
        }
        var margin = dated?.Kind == KeyStateKind.Item ? Margin : IncrementalMargin;
        var winner = dated is null || (change is not null && !(dated.Time - margin > change.Time)) ? change : dated;
        return winner?.Time < baseline - Margin ? null : winner;
    }
}
