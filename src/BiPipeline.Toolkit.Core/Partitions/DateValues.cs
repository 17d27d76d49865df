namespace BiPipeline.Toolkit;

/// <summary>The values of days, months or hours. The number of a value is its first hour since 1970.</summary>
sealed class DateValues(PartitionField field) : PartitionValues
{
    const long MillisecondsPerHour = 3_600_000;
    const long MillisecondsPerDay = 24 * MillisecondsPerHour;

    readonly long _from = (long)(field.From.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalMilliseconds;
    readonly long _ahead = field.Ahead * MillisecondsPerDay;
    long _start = long.MaxValue;
    long _end = long.MinValue;
    int _code;

    internal override int CodeOf(Column source, FixedColumn<long> eventTime, int row)
    {
        var time = _from;
        if (source.Validity[row] != 0)
        {
            var value = source is FixedColumn<int> days ? days.Values[row] * MillisecondsPerDay : ((FixedColumn<long>)source).Values[row];
            // Projection ends 'ahead' days after now, and no event is later than now: a value that is not known to be in that reach goes
            // where every query finds it.
            var isInReach = eventTime.Validity[row] != 0 && value <= eventTime.Values[row] + _ahead;
            if (value >= _from && isInReach) { time = value; }
        }
        if (time < _start || time >= _end) { Enter(time); }
        return _code;
    }

    internal override string ValueOf(int code) => field.Format(DateTime.UnixEpoch.AddHours(code));

    // Adjacent rows usually have the same partition, so its bounds are kept.
    void Enter(long time)
    {
        var moment = DateTime.UnixEpoch.AddMilliseconds(time);
        var (start, end) = field.Transform switch
        {
            PartitionTransform.Hour => Span(moment.Date.AddHours(moment.Hour), TimeSpan.FromHours(1)),
            PartitionTransform.Day => Span(moment.Date, TimeSpan.FromDays(1)),
            _ => Span(
                new DateTime(moment.Year, moment.Month, 1, 0, 0, 0, DateTimeKind.Utc),
                TimeSpan.FromDays(DateTime.DaysInMonth(moment.Year, moment.Month))),
        };
        (_start, _end) = (start, end);
        _code = (int)(start / MillisecondsPerHour);
    }

    static (long Start, long End) Span(DateTime start, TimeSpan length)
    {
        var first = (long)(start - DateTime.UnixEpoch).TotalMilliseconds;
        return (first, first + (long)length.TotalMilliseconds);
    }
}
