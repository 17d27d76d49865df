namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What keeps a version from its deletion (S3 user guide, "Locking objects with Object Lock").</summary>
/// <param name="RetainUntil">The end of its retention, in any mode; null for none.</param>
/// <param name="HasLegalHold">Whether it is on legal hold, which lasts until a user removes it.</param>
public sealed record ObjectLock(DateTimeOffset? RetainUntil, bool HasLegalHold)
{
    /// <summary>Whether it keeps the version at a time.</summary>
    /// <param name="time">The time.</param>
    public bool HoldsAt(DateTimeOffset time) => HasLegalHold || RetainUntil > time;
}
