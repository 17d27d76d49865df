namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// What is known of records from outside them: the time of items without one, and the number of the Kinesis record that a change came in.
/// It is kept as the first member of the record, so that raw and quarantine are read again with the same result.
/// </summary>
sealed class RecordOrigin
{
    // Data Streams numbers have 56 digits today; shorter ones are of emulators and tests.
    internal const int KinesisDigits = 56;

    const int TimeLength = 24;

    readonly ReusableBuffer _record = new();
    readonly byte[] _number = new byte[KinesisDigits];
    readonly byte[] _asOfText = new byte[TimeLength];
    int _numberLength;
    long? _asOf;
    long _firstWrite = long.MinValue;
    long _lastWrite = long.MaxValue;

    /// <summary>The time of items without one, in milliseconds since 1970-01-01; null when it is unknown.</summary>
    internal long? AsOf
    {
        get => _asOf;
        set
        {
            if (value == _asOf) { return; }
            _asOf = value;
            if (value is not { } milliseconds) { return; }
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                .TryFormat(_asOfText, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The first and the last write time of lines of an incremental export; null for any time.</summary>
    internal (DateTimeOffset First, DateTimeOffset Last)? WriteTimes
    {
        set => (_firstWrite, _lastWrite) = value is { } times
            ? (times.First.ToUnixTimeMilliseconds() * 1000, times.Last.ToUnixTimeMilliseconds() * 1000)
            : (long.MinValue, long.MaxValue);
    }

    /// <summary>The number of the current Kinesis record; empty when there is none.</summary>
    internal ReadOnlySpan<byte> KinesisNumber
    {
        get => _number.AsSpan(0, _numberLength);
        set
        {
            _numberLength = IsNumber(value) ? value.Length : 0;
            value[.._numberLength].CopyTo(_number);
        }
    }

    /// <summary>Whether a line of an incremental export may have a write time, in microseconds since 1970-01-01.</summary>
    internal bool IsWriteTime(long microseconds) => microseconds >= _firstWrite && microseconds <= _lastWrite;

    /// <summary>Whether a text is the number of a Kinesis record.</summary>
    internal static bool IsNumber(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= KinesisDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Returns a minified record with what it lacks and is known; valid until the next call.</summary>
    /// <param name="record">The record.</param>
    /// <param name="layout">Its layout.</param>
    internal ReadOnlySpan<byte> Complete(ReadOnlySpan<byte> record, scoped ref readonly RecordLayout layout) =>
        layout.IsUndatedItem && AsOf is not null ? WithAsOf(record)
        : layout.IsUnnumbered && _numberLength > 0 ? WithKinesisNumber(record)
        : record;

    /// <summary>Returns a minified item's record with its time; valid until the next call.</summary>
    internal ReadOnlySpan<byte> WithAsOf(ReadOnlySpan<byte> record) => With("{\"asOf\":\""u8, _asOfText, record);

    /// <summary>Returns a minified change with the number of its Kinesis record; valid until the next call.</summary>
    internal ReadOnlySpan<byte> WithKinesisNumber(ReadOnlySpan<byte> record) =>
        With("{\"kinesisSequenceNumber\":\""u8, KinesisNumber, record);

    // A record has other members, so a comma follows.
    ReadOnlySpan<byte> With(ReadOnlySpan<byte> opening, ReadOnlySpan<byte> value, ReadOnlySpan<byte> record)
    {
        _record.Clear();
        _record.Add(opening);
        _record.Add(value);
        _record.Add("\","u8);
        _record.Add(record[1..]);
        return _record.Written;
    }
}
