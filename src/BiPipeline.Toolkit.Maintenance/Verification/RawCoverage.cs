namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Distinguishes raw that a lifecycle rule has removed from raw that is lost.</summary>
/// <param name="days">The days with raw objects.</param>
/// <param name="first">The first day that a table has a partition for. Events before it say nothing about the age of their objects.</param>
/// <param name="oldestPut">When the oldest raw object was put; null without raw objects.</param>
/// <param name="rawDays">Days that a lifecycle rule keeps raw objects; null when unknown.</param>
/// <param name="now">The time of the verification.</param>
sealed class RawCoverage(IReadOnlySet<DateOnly> days, DateOnly first, DateTimeOffset? oldestPut, int? rawDays, DateTimeOffset now)
{
    readonly DateOnly? _oldest = days.Where(day => day > first).Select(day => (DateOnly?)day).Min();

    /// <summary>Returns why an event is not in raw.</summary>
    /// <param name="day">The day of the event.</param>
    /// <param name="put">When an object with a row of it was put.</param>
    internal FindingKind KindOf(DateOnly day, DateTimeOffset put)
    {
        if (rawDays is { } kept)
        {
            return day < DateOnly.FromDateTime(now.UtcDateTime).AddDays(-kept) ? FindingKind.RawExpired : FindingKind.WithoutRaw;
        }
        if (days.Count == 0) { return FindingKind.NoRaw; }
        // Raw is put before its rows, and a rule removes everything that was put on a day. Rows that were written again are younger, so
        // whole days decide for them.
        var isOlder = put.UtcDateTime.Date < oldestPut?.UtcDateTime.Date || (!days.Contains(day) && day < _oldest);
        return isOlder ? FindingKind.RawExpired : FindingKind.WithoutRaw;
    }
}
