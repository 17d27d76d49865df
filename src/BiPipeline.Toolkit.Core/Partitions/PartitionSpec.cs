using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit;

/// <summary>
/// Assigns a batch's rows to partitions. The partition depends only on the row, not on a clock, the order or other rows. A record that is
/// written again therefore goes to the same partition.
/// </summary>
sealed class PartitionSpec
{
    readonly TableSchema _schema;
    readonly PartitionValues[] _values;
    readonly Dictionary<PartitionCode, int> _groups = [];
    readonly List<string> _paths = [];
    int[] _rows = [];

    /// <summary>Creates the partitions of a schema's table and its children.</summary>
    public PartitionSpec(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _values = [.. schema.Partitions.Select(PartitionValues.For)];
    }

    /// <summary>Largest number of partition columns per table, 4.</summary>
    public const int MaxFields = 4;

    /// <summary>
    /// The path of each partition so far, such as <c>dt=2026-11-22</c>; empty text for an unpartitioned table. Indexes do not change.
    /// </summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Returns the partition of each row, as indexes of <see cref="Paths"/>; valid until the next call.</summary>
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
