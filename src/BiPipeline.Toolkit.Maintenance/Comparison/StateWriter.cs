using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Writes the states of items from rows of one schema. One thread at a time.</summary>
sealed class StateWriter(SpilledBuckets states, TableSchema schema, int family, int number, ReadOnlyMemory<byte> hashKey)
{
    readonly ItemDigest _digest = new(schema.GetParentTable(), hashKey);
    readonly ReusableBuffer _bytes = new();

    /// <summary>Adds rows of the lake, without those of the export itself.</summary>
    internal void AddRows(ColumnBatch rows, long asOf)
    {
        var operations = (BytesColumn)rows[EnvelopeColumns.Op];
        var eventIds = (BytesColumn)rows[EnvelopeColumns.EventId];
        var streams = (BytesColumn)rows[EnvelopeColumns.Stream];
        var sequences = (BytesColumn)rows[EnvelopeColumns.Sequence];
        var times = (FixedColumn<long>)rows[EnvelopeColumns.EventTime];
        var deleted = (FixedColumn<bool>)rows[EnvelopeColumns.Deleted];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var kind = sequences.Validity[row] != 0 ? KeyStateKind.Change
                : operations[row].SequenceEqual("ITEM"u8) ? KeyStateKind.Item
                : KeyStateKind.Dated;
            long? time = times.Validity[row] != 0 ? times.Values[row] : null;
            if (kind == KeyStateKind.Item && time == asOf) { continue; }
            Add(rows, row, kind, deleted.Values[row], time, streams[row], sequences[row], eventIds[row]);
        }
    }

    /// <summary>Adds items of the export.</summary>
    internal void AddItems(ColumnBatch rows)
    {
        for (var row = 0; row < rows.RowCount; row++) { Add(rows, row, KeyStateKind.Compared, deleted: false, time: null, [], [], []); }
    }

    void Add(
        ColumnBatch rows,
        int row,
        KeyStateKind kind,
        bool deleted,
        long? time,
        ReadOnlySpan<byte> stream,
        ReadOnlySpan<byte> sequence,
        ReadOnlySpan<byte> eventId)
    {
        var key = _digest.KeyOf(rows, row);
        var values = deleted ? default : _digest.ValuesOf(rows, row);
        _bytes.Clear();
        KeyState.Write(_bytes, key, values, kind, deleted, time, family, number, schema.Version, stream, sequence, eventId);
        states.Add((ulong)(key >> 64), _bytes.Written);
    }
}
