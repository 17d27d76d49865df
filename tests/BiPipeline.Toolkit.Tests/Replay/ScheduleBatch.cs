namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>Schedules that share a lake; a failure names its schedule.</summary>
sealed record ScheduleBatch(Schedule[] Schedules)
{
    public override string ToString() => $"{Schedules.Length} schedules";
}
