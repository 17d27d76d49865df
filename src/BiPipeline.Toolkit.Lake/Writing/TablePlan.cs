namespace BiPipeline.Toolkit.Lake;

/// <summary>What the writer keeps of a table between batches.</summary>
sealed class TablePlan(TableSchema schema)
{
    readonly List<List<int>> _rows = [];
    readonly Dictionary<int, string> _days = [];
    int[] _byPath = [];

    internal PartitionSpec Partitions { get; } = new(schema);

    internal string SchemaHash { get; } = schema.Hash;

    /// <summary>The rows of each group, ascending; valid until the next call.</summary>
    internal List<List<int>> RowsByGroup(ReadOnlySpan<int> groups)
    {
        while (_rows.Count < Partitions.Paths.Count) { _rows.Add([]); }
        foreach (var rows in _rows) { rows.Clear(); }
        for (var row = 0; row < groups.Length; row++) { _rows[groups[row]].Add(row); }
        return _rows;
    }

    /// <summary>The groups in the order of their paths.</summary>
    internal int[] GroupsByPath()
    {
        if (_byPath.Length != Partitions.Paths.Count)
        {
            _byPath = [.. Enumerable.Range(0, Partitions.Paths.Count).OrderBy(group => Partitions.Paths[group], StringComparer.Ordinal)];
        }
        return _byPath;
    }

    /// <summary>The partition of raw and quarantined records of a day, days since 1970-01-01.</summary>
    internal string DayPartition(int day)
    {
        if (!_days.TryGetValue(day, out var partition))
        {
            partition = $"dt={DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
            _days.Add(day, partition);
        }
        return partition;
    }
}
