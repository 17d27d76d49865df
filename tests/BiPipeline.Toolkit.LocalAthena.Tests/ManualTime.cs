namespace BiPipeline.Toolkit.LocalAthena.Tests;

/// <summary>A clock that stands still but for timers, which run on the system's.</summary>
sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
