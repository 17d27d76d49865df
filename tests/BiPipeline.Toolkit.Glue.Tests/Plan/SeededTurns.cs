namespace BiPipeline.Toolkit.Glue.Tests.Plan;

/// <summary>Lets one writer at a time make one catalog call. A seed decides the next writer, so that an interleaving is repeatable.</summary>
sealed class SeededTurns(int writers, Random random)
{
    readonly Lock _gate = new();
    readonly Dictionary<int, TaskCompletionSource> _waiting = [];
    int _present = writers;

    internal Task WaitAsync(int writer)
    {
        lock (_gate)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(writer, turn);
            Next();
            return turn.Task;
        }
    }

    internal void Leave(int writer)
    {
        lock (_gate)
        {
            _waiting.Remove(writer);
            _present--;
            Next();
        }
    }

    // When all writers wait, one continues until it waits again.
    void Next()
    {
        if (_present == 0 || _waiting.Count < _present) { return; }
        var (writer, turn) = _waiting.OrderBy(pair => pair.Key).ElementAt(random.Next(_waiting.Count));
        _waiting.Remove(writer);
        turn.SetResult();
    }
}
