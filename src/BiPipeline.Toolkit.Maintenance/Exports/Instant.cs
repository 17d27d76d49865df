namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Times in texts.</summary>
static class Instant
{
    const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Returns a time in UTC with milliseconds, as manifests have it.</summary>
    internal static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Returns a time without what is finer than the milliseconds of keys and rows.</summary>
    internal static DateTimeOffset Floor(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>Parses what <see cref="Text"/> returns.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    internal static DateTimeOffset Parse(string text) => DateTimeOffset.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
