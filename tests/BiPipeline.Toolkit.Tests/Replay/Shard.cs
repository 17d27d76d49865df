namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A shard of a stream: its records in order, readable after its parent.</summary>
sealed class Shard(Shard? parent)
{
    internal List<TableRecord> Records { get; } = [];

    /// <summary>Number of processed records.</summary>
    internal int Position { get; set; }

    internal bool IsDone => Position == Records.Count && parent?.IsDone != false;

    internal bool CanDeliver => Position < Records.Count && parent?.IsDone != false;
}
