namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Decides which rows of an older version a finished rebuild has replaced: those of the rebuilt days whose event has a row of the new
/// version in the same table. A row of a child table follows its parent, so it is replaced when the parent's row is. Any other row stays.
/// </summary>
/// <remarks>
/// Add the rows of the objects that may be rewritten, then the parent table's rows of the new version, then ask. Memory is about 40 bytes
/// per event of the older rows; the newer rows only pass through. One thread at a time.
/// </remarks>
/// <param name="from">The first rebuilt day of events; null for no bound.</param>
/// <param name="to">The last rebuilt day; null for no bound.</param>
sealed class ReplacedRows(DateOnly? from, DateOnly? to)
{
    readonly Dictionary<UInt128, bool> _isReplaced = [];
    readonly HashSet<DateOnly> _days = [];
    readonly RowIdentity _identity = new();

    /// <summary>The days of the older rows' events. Rows of the new version of these days are needed.</summary>
    internal IReadOnlyCollection<DateOnly> Days => _days;

    /// <summary>Adds rows of an older version, of a parent or child table.</summary>
    internal void AddOlder(ColumnBatch rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var day = DayOf(rows, row);
            if (!IsInRange(day)) { continue; }
            _days.Add(day);
            _isReplaced.TryAdd(_identity.Of(rows, row), false);
        }
    }

    /// <summary>Adds rows of the new version, of the parent table: a child's row says nothing about its parent's.</summary>
    internal void AddNewer(ColumnBatch rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var identity = _identity.Of(rows, row);
            if (_isReplaced.ContainsKey(identity)) { _isReplaced[identity] = true; }
        }
    }

    /// <summary>Whether a row of the older version is replaced.</summary>
    internal bool Contains(ColumnBatch rows, int row) =>
        IsInRange(DayOf(rows, row)) && _isReplaced.GetValueOrDefault(_identity.Of(rows, row));

    /// <summary>Returns the counts with the rows of a batch that are of the rebuilt days.</summary>
    internal OlderRows Count(ColumnBatch rows, OlderRows count)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (!IsInRange(DayOf(rows, row))) { continue; }
            count = Contains(rows, row) ? count.WithReplaced() : count.WithLeftOver(rows, row);
        }
        return count;
    }

    bool IsInRange(DateOnly day) => !(day < from || day > to);

    // Raw objects are by the same day, so their rebuild read every event of it.
    static DateOnly DayOf(ColumnBatch rows, int row)
    {
        var times = (FixedColumn<long>)rows[EnvelopeColumns.EventTime];
        return times.Validity[row] == 0
            ? LakeLayout.UnknownDay
            : DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(times.Values[row]).UtcDateTime);
    }
}
