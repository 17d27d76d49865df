using System.IO.Hashing;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Traces the rows that a raw object gives in one pass, and computes the names that its processed objects have if a batch of a function
/// wrote them: one for each table and partition.
/// </summary>
sealed class RawTrace(UnitContext context, FlattenedPass pass, int source, IReadOnlyCollection<string> formats) : IDisposable
{
    readonly RowDigest _digest = new();
    readonly Dictionary<int, KeyBuilder[]> _keys = [];
    readonly Dictionary<int, int> _lastRecord = [];
    int _before;

    /// <summary>Adds what the flattener holds.</summary>
    internal void Add()
    {
        for (var family = 0; family < pass.Versions.Count; family++) { Add(family, pass.Flattener.Batches[family]); }
        if (pass.Flattener.IgnoredCount > 0) { AddIgnored(); }
        _before += pass.Flattener.RecordCount;
    }

    /// <summary>Returns the names.</summary>
    internal IEnumerable<string> Keys() => _keys.Values.SelectMany(keys => keys).Select(key => key.Finish());

    public void Dispose()
    {
        foreach (var key in _keys.Values.SelectMany(keys => keys)) { key.Dispose(); }
    }

    void Add(int family, RecordBatch batch)
    {
        var groups = pass.Assign(family);
        var (eventIds, sequences) = IdentityOf(batch.Columns);
        for (var row = 0; row < batch.Columns.RowCount; row++)
        {
            var place = pass.PlaceOf(family, 0, groups[row]);
            Add(batch.Columns, row, eventIds[row], sequences[row], place, batch.Digests[row], batch.Records[row]);
        }
        for (var i = 0; i < batch.Children.Count; i++)
        {
            var child = batch.Children[i];
            (eventIds, sequences) = IdentityOf(child.Columns);
            for (var row = 0; row < child.Columns.RowCount; row++)
            {
                var parent = child.ParentRows[row];
                var place = pass.PlaceOf(family, 1 + i, groups[parent]);
                Add(child.Columns, row, eventIds[row], sequences[row], place, batch.Digests[parent], batch.Records[parent]);
            }
        }
    }

    static (BytesColumn EventIds, BytesColumn Sequences) IdentityOf(ColumnBatch columns) =>
        ((BytesColumn)columns[EnvelopeColumns.EventId], (BytesColumn)columns[EnvelopeColumns.Sequence]);

    void Add(
        ColumnBatch columns, int row, ReadOnlySpan<byte> eventId, ReadOnlySpan<byte> sequence, int place, UInt128 record, int index)
    {
        context.Add(new(
            XxHash128.HashToUInt128(eventId), TraceKind.Expected, source, (long)(ulong)record, _digest.Of(columns, row), place));
        if (!_keys.TryGetValue(place, out var keys)) { _keys.Add(place, keys = BuildersOf(context.Places[place])); }
        var isNext = !_lastRecord.TryGetValue(place, out var last) || last != _before + index;
        _lastRecord[place] = _before + index;
        foreach (var key in keys)
        {
            if (isNext) { key.Add(eventId, sequence, record); }
            else { key.AddRow(); }
        }
    }

    KeyBuilder[] BuildersOf(RowPlace place) => [.. formats.Select(format => new KeyBuilder(
        LakeZone.Processed, place.Table, place.Partition, context.Options.Format.Extension, place.Hash, format))];

    // In raw, and neither a row nor in quarantine.
    void AddIgnored()
    {
        HashSet<int> records = [];
        foreach (var batch in pass.Flattener.Batches)
        {
            records.UnionWith(batch.Records.ToArray());
            records.UnionWith(batch.Quarantine.Records.ToArray());
        }
        foreach (var batch in pass.Flattener.Batches)
        {
            for (var i = 0; i < batch.Raw.Count; i++)
            {
                if (records.Contains(batch.Raw.Records[i])) { continue; }
                context.Add(new(
                    XxHash128.HashToUInt128(batch.Raw.EventId(i)), TraceKind.Ignored, source, (long)(ulong)batch.Raw.Digest(i)));
            }
        }
    }
}
