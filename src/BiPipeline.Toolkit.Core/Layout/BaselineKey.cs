namespace BiPipeline.Toolkit;

/// <summary>
/// The key of a marker: <c>baselines/orders/20261103T000000000Z-&lt;hash&gt;.json</c> for a baseline,
/// <c>baselines/orders/20261101T000000000Z-20261103T000000000Z-&lt;hash&gt;.json</c> for the window of an incremental export. Its time is
/// in the key, so that one LIST finds the newest baseline. <see cref="ToString"/> returns the text, and
/// <see cref="LakeLayout.TryParseBaselineKey"/> parses it.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="AsOf">The time of the baseline, or the end of the window; UTC milliseconds.</param>
/// <param name="Hash">32 lower-case hex digits of the SHA-256 of the marker.</param>
/// <param name="WindowStart">The start of the window. Default (null): a baseline.</param>
sealed record BaselineKey(string Table, DateTimeOffset AsOf, string Hash, DateTimeOffset? WindowStart = null)
{
    const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>Whether the marker is of a baseline. A window only extends one.</summary>
    internal bool IsBaseline => WindowStart is null;

    /// <summary>Returns a time as in keys: <c>20261103T000000000Z</c>.</summary>
    internal static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Returns the key, relative to the lake's root.</summary>
    public override string ToString()
    {
        var start = WindowStart is { } from ? TimeText(from) + "-" : "";
        return $"{LakeLayout.BaselinePrefix(Table)}{start}{TimeText(AsOf)}-{Hash}.json";
    }

    internal static bool TryParseTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text,
        TimeFormat,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out time);
}
