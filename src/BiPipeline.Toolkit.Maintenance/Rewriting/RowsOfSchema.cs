namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The rewritten rows of one schema: repeats are left out, and the rest is cut into objects as flattening cuts, by the rows alone.
/// </summary>
sealed class RowsOfSchema : IDisposable
{
    const int BlockRows = LakeWriter.BlockRecords;

    readonly LakeTable _table;
    readonly string _partition;
    readonly string _hash;
    readonly RewriteOptions _options;
    readonly Stack<ColumnBatch> _idle = [];
    readonly List<PendingObject> _finished = [];
    readonly DigestSet _digests;
    readonly RowDigest _digest = new();
    RowFile? _file;
    bool[] _keeps = [];
    int[] _kept = [];
    int[] _own = [];
    UInt128[] _rowDigests = [];
    long _blockRows;

    internal RowsOfSchema(LakeTable table, string partition, string hash, long expectedRows, RewriteOptions options)
    {
        (_table, _partition, _hash, _options) = (table, partition, hash, options);
        _digests = new(expectedRows);
        Buffer = new(table.Columns);
    }

    /// <summary>An empty batch to read into.</summary>
    internal ColumnBatch Buffer { get; }

    /// <summary>The objects that were read.</summary>
    internal List<RewriteInput> Inputs { get; } = [];

    internal long Rows { get; private set; }

    internal long Repeated { get; private set; }

    internal long LeftOut { get; private set; }

    /// <summary>Whether the objects would be the same: one input, and all of its rows.</summary>
    internal bool IsUnchanged => Repeated == 0 && LeftOut == 0 && (Inputs.Count <= 1 || !_options.Merges);

    /// <summary>Takes the rows of <see cref="Buffer"/>, and empties it.</summary>
    internal void TakeRows()
    {
        var count = Buffer.RowCount;
        if (_keeps.Length < count)
        {
            (_keeps, _kept, _rowDigests) = (new bool[count], new int[count], new UInt128[count]);
            _own = [.. Enumerable.Range(0, count)];
        }
        var keeps = _keeps.AsSpan(0, count);
        keeps.Fill(true);
        _options.Filter?.Apply(_table, Buffer, keeps);
        var kept = 0;
        for (var row = 0; row < count; row++)
        {
            if (!keeps[row])
            {
                LeftOut++;
                continue;
            }
            var digest = _digest.Of(Buffer, row);
            if (!_digests.Add(digest))
            {
                Repeated++;
                continue;
            }
            _rowDigests[row] = digest;
            _kept[kept++] = row;
        }
        Rows += count;
        Append(_kept.AsSpan(0, kept));
        Buffer.Truncate(0);
    }

    /// <summary>Returns the finished objects. The caller disposes their buffers.</summary>
    internal IReadOnlyList<PendingObject> Finish()
    {
        FinishFile();
        PendingObject[] finished = [.. _finished];
        _finished.Clear();
        return finished;
    }

    public void Dispose()
    {
        _file?.Dispose();
        foreach (var item in _finished) { item.Buffer.Dispose(); }
        _finished.Clear();
    }

    void Append(ReadOnlySpan<int> rows)
    {
        while (!rows.IsEmpty)
        {
            _file ??= new(_table, _partition, _idle, _hash, _options.Format, _options.Writer, isRewritten: true);
            var part = rows[..(int)Math.Min(rows.Length, BlockRows - (_blockRows % BlockRows))];
            _file.Append(Buffer, part, _rowDigests, _own, firstRecord: 0);
            _blockRows += part.Length;
            rows = rows[part.Length..];
            if (_blockRows % BlockRows != 0) { continue; }
            if (_file.BufferedBytes >= _options.Writer.RowGroupBytes) { _file.CloseRowGroup(); }
            if (_file.IsFull) { FinishFile(); }
        }
    }

    void FinishFile()
    {
        if (_file is null) { return; }
        _finished.Add(_file.Finish());
        _file.Dispose();
        _file = null;
    }
}
