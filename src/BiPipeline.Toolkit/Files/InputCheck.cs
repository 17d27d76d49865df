using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>
/// Checks that an input contains records: one of the first must be readable. A picture, a list of names or another table's items would
/// otherwise fill the quarantine zone.
/// </summary>
/// <param name="input">The input.</param>
sealed class InputCheck(FileInput input)
{
    internal const int FirstRecords = 4096;

    const int ShownReasons = 3;

    readonly QuarantineReasons _reasons = new();
    long _records;

    /// <summary>Whether a record was readable.</summary>
    internal bool IsPassed { get; private set; }

    /// <summary>Takes the next records into account.</summary>
    /// <exception cref="InvalidDataException">None of the first records was readable.</exception>
    internal void Add(RecordFlattener flattener)
    {
        if (IsPassed) { return; }
        var left = FirstRecords - _records;
        IsPassed = FirstReadable(flattener) < left;
        if (IsPassed) { return; }
        foreach (var batch in flattener.Batches) { _reasons.Add(batch.Quarantine, left); }
        _records += Math.Min(flattener.RecordCount, left);
        if (_records == FirstRecords) { throw Unreadable(); }
    }

    /// <summary>Takes the input's end into account; one without records passes.</summary>
    /// <exception cref="InvalidDataException">None of its records was readable.</exception>
    internal void End()
    {
        if (!IsPassed && _records > 0) { throw Unreadable(); }
    }

    // The place of the first record with a row. One that is read without a row is anywhere.
    static long FirstReadable(RecordFlattener flattener)
    {
        var quarantined = flattener.Batches.Sum(batch => (long)batch.Quarantine.Count);
        return flattener.Batches.Where(batch => batch.Columns.RowCount > 0)
            .Select(batch => (long)batch.Records[0])
            .DefaultIfEmpty(quarantined < flattener.RecordCount ? 0 : long.MaxValue)
            .Min();
    }

    /// <summary>Creates the exception for an input without a readable record, with the most frequent reasons.</summary>
    internal static InvalidDataException Unreadable(FileInput input, long records, IReadOnlyDictionary<string, long> reasons)
    {
        var start = records == 1
            ? $"The only record of {input.Name} can't be read"
            : string.Create(CultureInfo.InvariantCulture, $"None of the first {records:N0} records of {input.Name} can be read");
        var most = reasons.Where(reason => reason.Value > 0)
            .OrderByDescending(reason => reason.Value)
            .ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Take(ShownReasons)
            .Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Key} ({reason.Value:N0})"));
        return new($"{start}: {string.Join("; ", most)}.");
    }

    InvalidDataException Unreadable() => Unreadable(input, _records, _reasons.Counts);
}
