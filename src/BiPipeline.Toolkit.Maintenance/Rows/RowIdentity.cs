using System.Buffers.Binary;
using System.IO.Hashing;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Computes the XxHash128 of a row's identity: <c>_stream</c>, the first 40 characters of <c>_sequence</c>, and <c>_event_id</c>. Rows of
/// one event have one identity in every version and in every child table. One thread at a time.
/// </summary>
sealed class RowIdentity
{
    readonly ReusableBuffer _bytes = new();
    ColumnBatch? _rows;
    Column? _stream;
    Column? _sequence;
    Column? _eventId;

    /// <summary>Returns the hash of a row's identity.</summary>
    internal UInt128 Of(ColumnBatch rows, int row)
    {
        // Columns are found by name once per batch, not once per row.
        if (!ReferenceEquals(rows, _rows))
        {
            _rows = rows;
            _stream = rows[EnvelopeColumns.Stream];
            _sequence = rows[EnvelopeColumns.Sequence];
            _eventId = rows[EnvelopeColumns.EventId];
        }
        _bytes.Clear();
        Add(_stream!, row, int.MaxValue);
        // What follows is the Kinesis number, which not every input of a change has (docs/decisions/0018-kinesis-ties.md).
        Add(_sequence!, row, LakeLayout.SequenceDigits);
        Add(_eventId!, row, int.MaxValue);
        return XxHash128.HashToUInt128(_bytes.Written);
    }

    // The length before the bytes, so that two values do not look like two others; -1 for NULL.
    void Add(Column column, int row, int most)
    {
        var isNull = column.Validity[row] == 0;
        var value = isNull ? default : ((BytesColumn)column)[row];
        if (value.Length > most) { value = value[..most]; }
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), isNull ? -1 : value.Length);
        _bytes.Advance(sizeof(int));
        _bytes.Add(value);
    }
}
