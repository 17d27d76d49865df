namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A load's counts and its journal; several partitions write them in parallel.</summary>
sealed class LoadState(TableLoad load, LoadJournal? journal, IProgress<LoadProgress>? progress)
{
    readonly Lock _gate = new();
    int _items;
    int _changes;
    int _alreadyDone;
    int _notFound;
    int _retries;

    internal LoadProgress Progress
    {
        get
        {
            lock (_gate) { return Snapshot(); }
        }
    }

    /// <summary>Returns the items to write, and counts the others.</summary>
    internal List<int> OpenItems() => Open(load.Items.Count, index => journal?.HasItem(index) == true, ref _items);

    /// <summary>Returns the changes to make, and counts the others.</summary>
    internal List<int> OpenChanges() => Open(load.Changes.Count, index => journal?.HasChange(index) == true, ref _changes);

    internal void WroteItems(IReadOnlyList<int> indexes)
    {
        journal?.AddItems(indexes);
        lock (_gate)
        {
            _items += indexes.Count;
            progress?.Report(Snapshot());
        }
    }

    internal void MadeChange(int index, ChangeResult result)
    {
        journal?.AddChange(index);
        lock (_gate)
        {
            _changes++;
            if (result == ChangeResult.AlreadyMade) { _alreadyDone++; }
            if (result == ChangeResult.NotFound) { _notFound++; }
            progress?.Report(Snapshot());
        }
    }

    internal void Retried()
    {
        lock (_gate) { _retries++; }
    }

    List<int> Open(int count, Func<int, bool> isDone, ref int done)
    {
        List<int> open = [.. Enumerable.Range(0, count).Where(index => !isDone(index))];
        lock (_gate)
        {
            done += count - open.Count;
            _alreadyDone += count - open.Count;
            progress?.Report(Snapshot());
        }
        return open;
    }

    LoadProgress Snapshot() => new()
    {
        Items = _items,
        ItemsTotal = load.Items.Count,
        Changes = _changes,
        ChangesTotal = load.Changes.Count,
        AlreadyDone = _alreadyDone,
        NotFound = _notFound,
        Retries = _retries,
    };
}
