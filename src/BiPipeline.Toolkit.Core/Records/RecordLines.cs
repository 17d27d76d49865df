namespace BiPipeline.Toolkit;

/// <summary>Lines of the raw or quarantine zone, with what their objects are named and placed by.</summary>
sealed class RecordLines
{
    readonly BytesColumn _lines = (BytesColumn)Column.Create(DataType.Binary);
    readonly BytesColumn _eventIds = (BytesColumn)Column.Create(DataType.String);
    readonly BytesColumn _sequences = (BytesColumn)Column.Create(DataType.String);
    readonly FixedColumn<int> _days = (FixedColumn<int>)Column.Create(DataType.Date);
    readonly FixedColumn<int> _records = (FixedColumn<int>)Column.Create(DataType.Int);

    /// <summary>Lines so far.</summary>
    public int Count => _lines.Count;

    /// <summary>The day of each line's event, days since 1970-01-01; 2020-01-01 when unknown.</summary>
    public ReadOnlySpan<int> Days => _days.Values;

    /// <summary>Each line's record as its index in the input, counted from when the batch was last cleared.</summary>
    public ReadOnlySpan<int> Records => _records.Values;

    /// <summary>Bytes of all lines.</summary>
    public int ByteCount => _lines.Data.Length;

    /// <summary>A line's bytes, without a line break.</summary>
    public ReadOnlySpan<byte> Line(int index) => _lines[index];

    /// <summary>The line's event id.</summary>
    public ReadOnlySpan<byte> EventId(int index) => _eventIds[index];

    /// <summary>The line's sequence number without leading zeros; empty when there is none.</summary>
    public ReadOnlySpan<byte> Sequence(int index) => _sequences[index];

    /// <summary>Adds a line.</summary>
    /// <param name="line">Its bytes, without a line break.</param>
    /// <param name="eventId">Its event id.</param>
    /// <param name="sequence">Its sequence number without leading zeros; empty for none.</param>
    /// <param name="day">The day of its event, days since 1970-01-01.</param>
    /// <param name="record">Its record's index in the input.</param>
    public void Add(ReadOnlySpan<byte> line, ReadOnlySpan<byte> eventId, ReadOnlySpan<byte> sequence, int day, int record)
    {
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
        _records.Truncate(count);
    }
}
