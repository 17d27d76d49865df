using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The counts of a unit, or of a part of its events.</summary>
sealed class UnitTally
{
    /// <summary>Number of raw events; equal lines count once.</summary>
    internal long Events { get; set; }

    /// <summary>Number of raw events whose rows are in the lake.</summary>
    internal long InRows { get; set; }

    /// <summary>Number of raw events that are in quarantine only.</summary>
    internal long Quarantined { get; set; }

    /// <summary>Number of raw events that the schemas ignore.</summary>
    internal long Ignored { get; set; }

    /// <summary>The distinct rows by place.</summary>
    internal Dictionary<RowPlace, PartitionTally> Partitions { get; } = [];

    /// <summary>The number of distinct dated rows without raw, by table and backfill.</summary>
    internal Dictionary<(string Table, int Backfill), long> Dated { get; } = [];

    internal void AddRow(RowPlace place, bool isProven, UInt128 digest) => AddTo(Partitions, place, new(1, isProven ? 1 : 0, digest));

    internal void AddDated(string table, int backfill, long count = 1)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Dated, (table, backfill), out _);
        sum += count;
    }

    internal void Add(UnitTally other)
    {
        Events += other.Events;
        InRows += other.InRows;
        Quarantined += other.Quarantined;
        Ignored += other.Ignored;
        foreach (var (place, tally) in other.Partitions) { AddTo(Partitions, place, tally); }
        foreach (var ((table, backfill), count) in other.Dated) { AddDated(table, backfill, count); }
    }

    static void AddTo(Dictionary<RowPlace, PartitionTally> partitions, RowPlace place, PartitionTally tally)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(partitions, place, out _);
        sum = sum.Add(tally);
    }
}
