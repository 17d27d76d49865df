namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>A format that keeps the rows of each table in memory.</summary>
sealed class KeptRows : ILakeFormat
{
    readonly Dictionary<string, ColumnBatch> _tables = new(StringComparer.Ordinal);

    public string Extension => "rows";

    public string Fingerprint => "rows 1";

    /// <summary>The rows of a table in the order of its files; none for a table without files.</summary>
    internal ColumnBatch Of(LakeTable table) => _tables.TryGetValue(table.Name, out var rows) ? rows : new(table.Columns);

    public ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, IBufferWriter<byte> output) => new Writer(this, columns);

    sealed class Writer(KeptRows kept, IReadOnlyList<ColumnSpec> columns) : ILakeFileWriter
    {
        readonly ColumnBatch _rows = new(columns);

        public long BytesWritten => 0;

        public void WriteRowGroup(ColumnBatch batch) => Append(_rows, batch);

        public void Complete(IReadOnlyList<KeyValuePair<string, string>> metadata)
        {
            var table = metadata.First(item => item.Key == "bipipeline.table").Value;
            if (!kept._tables.TryGetValue(table, out var rows)) { kept._tables[table] = rows = new(columns); }
            Append(rows, _rows);
        }

        public void Dispose() { }

        static void Append(ColumnBatch target, ColumnBatch source) => target.AppendRows(source, [.. Enumerable.Range(0, source.RowCount)]);
    }
}
