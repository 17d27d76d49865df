namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The baselines of a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="AsOf">The time T of the newest baseline.</param>
/// <param name="Count">Number of baselines.</param>
/// <param name="WindowsUntil">The end of the last window of an incremental export; null for none since T.</param>
public sealed record BaselineStatus(string Table, DateTimeOffset AsOf, int Count, DateTimeOffset? WindowsUntil);
