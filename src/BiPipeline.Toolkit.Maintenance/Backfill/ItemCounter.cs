namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Counts the records of each input of a run from its progress.</summary>
/// <param name="inputs">Number of inputs.</param>
/// <param name="next">Receives each report.</param>
sealed class ItemCounter(int inputs, IProgress<FileProgress>? next) : IProgress<FileProgress>
{
    readonly long[] _ends = new long[inputs];

    /// <summary>Number of records of each input.</summary>
    internal IReadOnlyList<long> Counts
    {
        get
        {
            var counts = new long[_ends.Length];
            var before = 0L;
            for (var i = 0; i < counts.Length; i++)
            {
                // An input without records has no report.
                var end = Math.Max(before, _ends[i]);
                (counts[i], before) = (end - before, end);
            }
            return counts;
        }
    }

    public void Report(FileProgress value)
    {
        _ends[value.InputNumber - 1] = value.Records;
        next?.Report(value);
    }
}
