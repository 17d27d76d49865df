namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>Time zones by name (<c>Europe/Berlin</c>) or offset (<c>+02:00</c>).</summary>
static class TimeZones
{
    const long MicrosPerMinute = 60 * DateTimeText.MicrosPerSecond;

    /// <summary>Throws unless the zone exists.</summary>
    /// <exception cref="LocalAthenaQueryException">The zone does not exist.</exception>
    internal static void Check(string zone)
    {
        if (!Exists(zone)) { throw Unknown(zone); }
    }

    /// <summary>The zone of an offset from UTC.</summary>
    /// <exception cref="LocalAthenaQueryException">The offset is more than 14 hours.</exception>
    internal static string OfOffset(long minutes) => minutes == 0 ? "UTC"
        : Math.Abs(minutes) <= 14 * 60 ? DateTimeText.OffsetText(minutes, ":")
        : throw new LocalAthenaQueryException(
            FailureCode.InvalidFunctionArgument,
            string.Create(CultureInfo.InvariantCulture, $"Invalid offset minutes {minutes}"));

    internal static bool Exists(string zone) => zone == "UTC" || TryOffset(zone, out _) || TryFind(zone, out _);

    internal static long ToLocal(long instant, string zone) => instant + Offset(instant, zone);

    internal static long ToInstant(long local, string zone)
    {
        if (zone == "UTC") { return local; }
        if (TryOffset(zone, out var offset)) { return local - offset; }
        var info = Find(zone);
        var time = DateTime.SpecifyKind(CivilTime.From(local).ToDateTime(), DateTimeKind.Unspecified);
        // A local time that the change to summer time skips has the offset from before the change, as in Java.
        if (info.IsInvalidTime(time)) { return local - Micros(info.GetUtcOffset(time.AddDays(-1))); }
        return local - Micros(info.IsAmbiguousTime(time) ? info.GetAmbiguousTimeOffsets(time).Max() : info.GetUtcOffset(time));
    }

    internal static long Offset(long instant, string zone)
    {
        if (zone == "UTC") { return 0; }
        return TryOffset(zone, out var offset) ? offset : Micros(Find(zone).GetUtcOffset(CivilTime.From(instant).ToDateTime()));
    }

    static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    static bool TryOffset(string zone, out long offset)
    {
        offset = 0;
        if (zone is not ['+' or '-', _, _, ':', _, _]
            || !int.TryParse(zone.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(zone.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || hours > 14 || minutes > 59)
        {
            return false;
        }
        offset = ((hours * 60) + minutes) * MicrosPerMinute * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    static TimeZoneInfo Find(string zone) => TryFind(zone, out var info) ? info : throw Unknown(zone);

    // Java's names are case-sensitive; .NET's are not everywhere.
    static bool TryFind(string zone, [NotNullWhen(true)] out TimeZoneInfo? info) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out info) && info.Id == zone;

    static LocalAthenaQueryException Unknown(string zone) => new(FailureCode.InvalidFunctionArgument, $"'{zone}' is not a valid time zone");
}
