namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The counts of an erasure so far. Thread-safe.</summary>
sealed class ErasureTotal
{
    readonly Lock _lock = new();
    ErasureOutcome _outcome = new();

    internal void AddVersion(ErasureFinding finding)
    {
        lock (_lock)
        {
            _outcome = _outcome with
            {
                VersionsDeleted = _outcome.VersionsDeleted + 1,
                BytesDeleted = _outcome.BytesDeleted + finding.Version.Bytes,
            };
        }
    }

    internal void AddObject(ErasureFinding finding, long bytesDeleted, bool isWritten, long bytesWritten, bool dropsUnreadable)
    {
        var isRow = finding.Zone == LakeZone.Processed;
        lock (_lock)
        {
            _outcome = _outcome with
            {
                Rows = _outcome.Rows + (isRow ? finding.Matches : 0),
                Lines = _outcome.Lines + (isRow ? 0 : finding.Matches),
                UnreadableDropped = _outcome.UnreadableDropped + (dropsUnreadable ? finding.Unreadable : 0),
                ObjectsDeleted = _outcome.ObjectsDeleted + 1,
                ObjectsWritten = _outcome.ObjectsWritten + (isWritten ? 1 : 0),
                BytesDeleted = _outcome.BytesDeleted + bytesDeleted,
                BytesWritten = _outcome.BytesWritten + bytesWritten,
            };
        }
    }

    internal ErasureOutcome ToOutcome()
    {
        lock (_lock) { return _outcome; }
    }
}
