using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Computes the name that an object of lines gets from its records, for each schema that can have written it.</summary>
sealed class LineNames : IDisposable
{
    readonly VerifiedObject _item;
    readonly (string Hash, KeyBuilder Key)[] _keys;
    readonly List<(int Record, RecordLines Lines, int Index, bool IsWellFormed)> _lines = [];

    internal LineNames(VerifiedObject item, IReadOnlyList<string> hashes)
    {
        _item = item;
        _keys = [.. hashes.Select(hash => (hash, new KeyBuilder(
            item.Name.Zone, item.Name.Table, item.Name.Partition, item.Name.Extension, hash, fingerprint: "json.gz")))];
    }

    /// <summary>Adds the records of a flattener in their order, each with the line that identifies it.</summary>
    /// <param name="flattener">The flattener.</param>
    /// <param name="visit">Receives each record's line, and whether the record is well-formed.</param>
    internal void Add(RecordFlattener flattener, Action<RecordLines, int, bool> visit)
    {
        _lines.Clear();
        foreach (var batch in flattener.Batches)
        {
            for (var i = 0; i < batch.Raw.Count; i++) { _lines.Add((batch.Raw.Records[i], batch.Raw, i, true)); }
        }
        var wellFormed = _lines.Count;
        if (wellFormed < flattener.RecordCount)
        {
            var known = _lines.Select(line => line.Record).ToHashSet();
            foreach (var batch in flattener.Batches)
            {
                for (var i = 0; i < batch.Quarantine.Count; i++)
                {
                    if (known.Add(batch.Quarantine.Records[i])) { _lines.Add((batch.Quarantine.Records[i], batch.Quarantine, i, false)); }
                }
            }
        }
        if (flattener.Batches.Count > 1 || wellFormed < _lines.Count) { _lines.Sort(static (a, b) => a.Record.CompareTo(b.Record)); }
        foreach (var (_, lines, index, isWellFormed) in _lines)
        {
            foreach (var (_, key) in _keys) { key.Add(lines.EventId(index), lines.Sequence(index), lines.Digest(index)); }
            visit(lines, index, isWellFormed);
        }
    }

    /// <summary>Returns the hash of the schema that the object's name is of; null when it has none of the names.</summary>
    internal string? Find()
    {
        string? found = null;
        foreach (var (hash, key) in _keys)
        {
            if (key.Finish() == _item.Key) { found ??= hash; }
        }
        return found;
    }

    public void Dispose()
    {
        foreach (var (_, key) in _keys) { key.Dispose(); }
    }
}
