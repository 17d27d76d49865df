using System.Globalization;

namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>A deliberate fault in the text of <c>&lt;table&gt;_current</c>, which the model must find.</summary>
/// <param name="Name">The fault in a few words.</param>
/// <param name="Apply">The wrong text from the right one and the time of the baseline; null where the fault has no meaning.</param>
sealed record ViewBreak(string Name, Func<string, DateTime?, string?> Apply)
{
    internal static IReadOnlyList<ViewBreak> All { get; } =
    [
        new("margin 0", (sql, _) => sql.Replace("INTERVAL '5' MINUTE", "INTERVAL '0' MINUTE", StringComparison.Ordinal)),
        new("5-minute margin for incremental rows", (sql, _) => sql.Replace("INTERVAL '10' SECOND", "INTERVAL '5' MINUTE", StringComparison.Ordinal)),
        new("filter before ranking", (sql, time) => time is { } asOf ? sql.Replace(Text(asOf.AddHours(-1)), Text(asOf.AddMinutes(-5)), StringComparison.Ordinal) : null),
        new("absence rule off", (sql, time) => time is { } asOf ? sql.Replace($" AND \"_event_time\" >= TIMESTAMP '{Text(asOf.AddMinutes(-5))}'", "", StringComparison.Ordinal) : null),
    ];

    static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
