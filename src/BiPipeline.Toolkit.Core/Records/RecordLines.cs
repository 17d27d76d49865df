using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit;

/// <summary>Lines of the raw or quarantine zone, with the values that decide the names and partitions of their objects.</summary>
sealed class RecordLines
{
    readonly BytesColumn _lines = (BytesColumn)Column.Create(DataType.Binary);
    readonly BytesColumn _eventIds = (BytesColumn)Column.Create(DataType.String);
    readonly BytesColumn _sequences = (BytesColumn)Column.Create(DataType.String);
    readonly List<UInt128> _digests = [];
    readonly FixedColumn<int> _days = (FixedColumn<int>)Column.Create(DataType.Date);
    readonly FixedColumn<int> _records = (FixedColumn<int>)Column.Create(DataType.Int);

    /// <summary>Number of lines.</summary>
    public int Count => _lines.Count;

    /// <summary>The day of each line's event, days since 1970-01-01; 2020-01-01 when unknown.</summary>
    public ReadOnlySpan<int> Days => _days.Values;

    /// <summary>The record of each line as its index in the input, counted from the last time the batch was cleared.</summary>
    public ReadOnlySpan<int> Records => _records.Values;

    /// <summary>Number of bytes of all lines.</summary>
    public int ByteCount => _lines.Data.Length;

    /// <summary>Returns a line's bytes, without a line break.</summary>
    public ReadOnlySpan<byte> Line(int index) => _lines[index];

    /// <summary>Returns a line's event id.</summary>
    public ReadOnlySpan<byte> EventId(int index) => _eventIds[index];

    /// <summary>Returns a line's sequence number without leading zeros; empty if there is none.</summary>
    public ReadOnlySpan<byte> Sequence(int index) => _sequences[index];

    /// <summary>Returns the XxHash128 of a line's record as minified JSON.</summary>
    public UInt128 Digest(int index) => _digests[index];

    /// <summary>Adds a line.</summary>
    /// <param name="line">The bytes, without a line break.</param>
    /// <param name="eventId">The event id.</param>
    /// <param name="sequence">The sequence number without leading zeros; empty for none.</param>
    /// <param name="day">The day of the event, days since 1970-01-01.</param>
    /// <param name="record">The record's index in the input.</param>
    /// <param name="digest">The XxHash128 of the record.</param>
    public void Add(
        ReadOnlySpan<byte> line, ReadOnlySpan<byte> eventId, ReadOnlySpan<byte> sequence, int day, int record, UInt128 digest = default)
    {
        _digests.Add(digest);
        _lines.Append(line);
        _eventIds.Append(eventId);
        _sequences.Append(sequence);
        _days.Append(day);
        _records.Append(record);
    }

    /// <summary>Keeps the first lines.</summary>
    public void Truncate(int count)
    {
        _lines.Truncate(count);
        _eventIds.Truncate(count);
        _sequences.Truncate(count);
        _days.Truncate(count);
        CollectionsMarshal.SetCount(_digests, count);
        _records.Truncate(count);
    }
}
