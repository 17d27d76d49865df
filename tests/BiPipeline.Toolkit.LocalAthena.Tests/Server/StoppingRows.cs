using System.Collections;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Server;

/// <summary>Rows that stop a query while one of them is read.</summary>
sealed class StoppingRows(IReadOnlyList<IReadOnlyList<string?>> rows, int at, CancellationTokenSource stop) : IReadOnlyList<IReadOnlyList<string?>>
{
    public int Count => rows.Count;

    internal int Read { get; private set; }

    public IReadOnlyList<string?> this[int index] => rows[index];

    public IEnumerator<IReadOnlyList<string?>> GetEnumerator()
    {
        foreach (var row in rows)
        {
            if (Read++ == at) { stop.Cancel(); }
            yield return row;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
