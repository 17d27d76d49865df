namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Counts the objects of a table in one zone, in the order of a listing.</summary>
/// <param name="table">The table.</param>
/// <param name="zone">The zone.</param>
/// <param name="smallBytes">The size below which an object is small.</param>
sealed class TableCounter(string table, LakeZone zone, long smallBytes)
{
    TableStatus _status = new(table, zone);
    string? _partition;
    long _inPartition;
    long _smallInPartition;

    internal void Add(LakeKey key, ListedObject item)
    {
        if (_partition != key.Partition)
        {
            EndPartition();
            _status = _status with
            {
                FirstPartition = _status.Partitions == 0 ? key.Partition : _status.FirstPartition,
                LastPartition = key.Partition,
            };
            _partition = key.Partition;
        }
        _inPartition++;
        if (item.Bytes < smallBytes) { _smallInPartition++; }
        var isFirst = _status.Objects == 0;
        _status = _status with
        {
            Objects = _status.Objects + 1,
            Rows = _status.Rows + key.Rows,
            Bytes = _status.Bytes + item.Bytes,
            OldestObject = isFirst || item.LastModified < _status.OldestObject ? item.LastModified : _status.OldestObject,
            NewestObject = isFirst || item.LastModified > _status.NewestObject ? item.LastModified : _status.NewestObject,
        };
    }

    internal TableStatus ToStatus()
    {
        EndPartition();
        return _status;
    }

    void EndPartition()
    {
        if (_partition is null) { return; }
        // An object alone in its partition can't be merged.
        var small = _inPartition > 1 ? _smallInPartition : 0;
        _status = _status with
        {
            Partitions = _status.Partitions + 1,
            SmallObjects = _status.SmallObjects + small,
            SmallPartitions = _status.SmallPartitions + (small > 0 ? 1 : 0),
        };
        (_partition, _inPartition, _smallInPartition) = (null, 0, 0);
    }
}
