using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit;

/// <summary>
/// Sorts a batch's rows into partitions. A row's partition depends on the row alone: no clock, no order, no other row. So whoever writes a
/// record again writes it to the same place.
/// </summary>
sealed class PartitionSpec
{
    readonly TableSchema _schema;
    readonly PartitionValues[] _values;
    readonly Dictionary<PartitionCode, int> _groups = [];
    readonly List<string> _paths = [];
    int[] _rows = [];

    /// <summary>The partitions of a schema's table and its children.</summary>
    public PartitionSpec(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _values = [.. schema.Partitions.Select(PartitionValues.For)];
    }

    /// <summary>The most partition columns a table may have, 4.</summary>
    public const int MaxFields = 4;

    /// <summary>
    /// The path of each partition met so far, such as <c>dt=2026-11-22</c>; empty text for an unpartitioned table. Indexes stay.
    /// </summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>The partition of each row, as indexes of <see cref="Paths"/>; valid until the next call.</summary>
    public ReadOnlySpan<int> Assign(ColumnBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var count = batch.RowCount;
        if (_rows.Length < count) { _rows = new int[count]; }
        var eventTime = (FixedColumn<long>)batch[EnvelopeColumns.EventTime];
        var sources = _schema.Partitions
            .Select(partition => partition.Source == PartitionField.EventTimeSource ? eventTime : batch[partition.Source])
            .ToArray();

        var last = default(PartitionCode);
        var group = -1;
        for (var row = 0; row < count; row++)
        {
            var code = default(PartitionCode);
            for (var i = 0; i < _values.Length; i++) { code[i] = _values[i].CodeOf(sources[i], eventTime, row); }
            if (group < 0 || !code.Equals(last)) { (last, group) = (code, GroupOf(code)); }
            _rows[row] = group;
        }
        return _rows.AsSpan(0, count);
    }

    int GroupOf(PartitionCode code)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, code, out var known);
        if (!known)
        {
            group = _paths.Count;
            var segments = _values.Select((values, i) => HivePath.Segment(_schema.Partitions[i].Name, values.ValueOf(code[i])));
            _paths.Add(string.Join('/', segments));
        }
        return group;
    }
}
