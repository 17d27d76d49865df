namespace BiPipeline.Toolkit.Lake;

/// <summary>Ascending records as ranges, so that those of a whole input are small.</summary>
sealed class RecordRanges
{
    readonly List<RecordRange> _ranges = [];

    internal IReadOnlyList<RecordRange> Ranges => _ranges;

    /// <summary>Adds a record. Adding the last one again has no effect.</summary>
    internal void Add(long record)
    {
        if (_ranges is not [.., var last]) { _ranges.Add(new(record, 1)); }
        else if (record == last.First + last.Count) { _ranges[^1] = last with { Count = last.Count + 1 }; }
        else if (record > last.First + last.Count) { _ranges.Add(new(record, 1)); }
    }

    /// <summary>Whether both contain the same record.</summary>
    internal bool Overlaps(RecordRanges other)
    {
        var (i, j) = (0, 0);
        while (i < _ranges.Count && j < other._ranges.Count)
        {
            var (a, b) = (_ranges[i], other._ranges[j]);
            if (a.First < b.First + b.Count && b.First < a.First + a.Count) { return true; }
            if (a.First < b.First) { i++; }
            else { j++; }
        }
        return false;
    }
}
