namespace BiPipeline.Toolkit.Lake;

/// <summary>A finished object that is not stored yet.</summary>
sealed record PendingObject(LakeZone Zone, string Table, string Key, long Rows, SpillBuffer Buffer, RecordRanges Records);
