namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Counts of a comparison, and the keys that differ.</summary>
sealed class KeyVerdicts
{
    internal const int MostKeys = 100;

    internal long Items { get; set; }

    internal long Equal { get; set; }

    internal long Differs { get; set; }

    internal long OnlyInLake { get; set; }

    internal long OnlyInExport { get; set; }

    internal long Undecided { get; set; }

    internal long Unseen { get; set; }

    /// <summary>The digests of keys that differ, with what is wrong.</summary>
    internal List<(string Table, string What, UInt128 Key)> Keys { get; } = [];

    internal void Add(KeyVerdicts other)
    {
        Items += other.Items;
        Equal += other.Equal;
        Differs += other.Differs;
        OnlyInLake += other.OnlyInLake;
        OnlyInExport += other.OnlyInExport;
        Undecided += other.Undecided;
        Unseen += other.Unseen;
        Keys.AddRange(other.Keys.Take(MostKeys - Keys.Count));
    }

    internal void Note(string table, string what, UInt128 key)
    {
        if (Keys.Count < MostKeys) { Keys.Add((table, what, key)); }
    }
}
