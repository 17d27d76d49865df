using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>The counts of a run so far.</summary>
sealed class FileTotals(IReadOnlyList<TableSchema> schemas, NewestBaselines baselines)
{
    readonly Dictionary<string, long> _forms = new(StringComparer.Ordinal);
    readonly QuarantineReasons _reasons = new();
    readonly ColumnUse _columns = new(schemas);
    long _rows;
    long _childRows;
    long _quarantined;
    long _rescued;
    long _ignored;
    int _files;
    int _created;
    long _bytesOut;

    internal long Records { get; private set; }

    internal long BytesIn { get; private set; }

    internal void Add(FlattenedChunk chunk)
    {
        Records += chunk.Flattener.RecordCount;
        BytesIn += chunk.Chunk.InputBytes;
        foreach (var (form, records) in chunk.Flattener.Forms) { _forms[form] = _forms.GetValueOrDefault(form) + records; }
        _ignored += chunk.Flattener.IgnoredCount;
        foreach (var batch in chunk.Flattener.Batches)
        {
            _rows += batch.Columns.RowCount;
            _childRows += batch.Children.Sum(child => (long)child.Columns.RowCount);
            _quarantined += batch.Quarantine.Count;
            _rescued += batch.RescuedValues;
            _reasons.Add(batch.Quarantine);
            baselines.Add(batch);
        }
        _columns.Add(chunk.Flattener.Batches);
    }

    internal void Add(LakeCommit commit)
    {
        _files += commit.Objects.Count;
        _created += commit.CreatedObjects;
        _bytesOut += commit.Objects.Sum(item => item.Bytes);
    }

    internal FileOutcome ToOutcome() => new(Records, _rows, _childRows, _files, _created, _quarantined, _rescued, BytesIn, _bytesOut)
    {
        Forms = _forms,
        Reasons = _reasons.Counts,
        EmptyColumns = _columns.Empty,
        Ignored = _ignored,
        BehindBaselines = baselines.Behind,
    };
}
