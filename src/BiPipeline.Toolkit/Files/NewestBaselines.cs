using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// The newest baseline of each table of a lake, and the rows of a run that are older. Current views read from the baseline on, so they do
/// not show such rows.
/// </summary>
sealed class NewestBaselines
{
    static readonly long Margin = (long)BaselineMarker.Margin.TotalMilliseconds;

    readonly Dictionary<string, BaselineKey> _markers = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _behind = new(StringComparer.Ordinal);

    /// <summary>Number of rows that are older, by the key of their table's newest marker.</summary>
    internal IReadOnlyDictionary<string, long> Behind => _behind;

    /// <summary>Finds the newest baselines, with a listing per table.</summary>
    /// <exception cref="IOException">The lake can't be listed.</exception>
    internal static async Task<NewestBaselines> FindAsync(
        IObjectStore store, IReadOnlyList<TableSchema> schemas, CancellationToken cancellationToken)
    {
        var found = new NewestBaselines();
        foreach (var schema in schemas)
        {
            var newest = await LakeBaselines.FindNewestKeyAsync(store, schema.Table, cancellationToken).ConfigureAwait(false);
            if (newest is not null) { found._markers[schema.Table] = newest; }
        }
        return found;
    }

    /// <summary>Counts the rows of a batch that are older than their table's baseline.</summary>
    internal void Add(RecordBatch batch)
    {
        if (!_markers.TryGetValue(batch.Schema.Table, out var marker)) { return; }
        var sequences = batch.Columns[EnvelopeColumns.Sequence];
        var times = (FixedColumn<long>)batch.Columns[EnvelopeColumns.EventTime];
        var asOf = marker.AsOf.ToUnixTimeMilliseconds();
        var older = 0L;
        for (var row = 0; row < times.Count; row++)
        {
            // Dated rows have no sequence, and views read them from the baseline's time on.
            var from = sequences.Validity[row] == 0 ? asOf : asOf - Margin;
            if (times.Validity[row] != 0 && times.Values[row] < from) { older++; }
        }
        var key = marker.ToString();
        if (older > 0) { _behind[key] = _behind.GetValueOrDefault(key) + older; }
    }
}
