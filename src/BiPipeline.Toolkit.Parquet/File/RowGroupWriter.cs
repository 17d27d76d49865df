namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// Writes the column chunks of row groups. It holds the large buffers, so a few writers serve many files. Not thread-safe.
/// </summary>
sealed class RowGroupWriter
{
    readonly ChunkWriter _chunks = new();
    readonly List<LevelFrame> _frames = [];
    readonly BooleanValues _booleans = new();
    readonly Int32Values _int32s;
    readonly Int64Values _int64s;
    readonly DoubleValues _doubles;
    readonly Int128Values _int128s;
    readonly BytesValues _bytes;
    int _leaf;

    public RowGroupWriter()
    {
        var indexBuffer = new IndexBuffer();
        _int32s = new(indexBuffer);
        _int64s = new(indexBuffer);
        _doubles = new(indexBuffer);
        _int128s = new(indexBuffer);
        _bytes = new(indexBuffer);
    }

    /// <summary>Writes one chunk per leaf, in the schema's order.</summary>
    internal void Write(ParquetSchema schema, ColumnBatch batch, in ChunkWriter.Target target)
    {
        for (var i = 0; i < batch.Columns.Count; i++) { Write(schema, batch, i, target); }
    }

    /// <summary>Writes the chunks of one column.</summary>
    internal void Write(ParquetSchema schema, ColumnBatch batch, int index, in ChunkWriter.Target target)
    {
        _leaf = schema.FirstLeaves[index];
        var column = batch.Columns[index];
        if (column is StructColumn or ListColumn or MapColumn)
        {
            var frame = Frame(0);
            frame.SetRows(target.Rows);
            WriteField(schema, column, target.Rows, new(0, 0, 0), depth: 0, target);
            return;
        }

        // A flat column's definition levels are its validity.
        WriteLeaf(schema, column, target.Rows, new() { Repetitions = [], Definitions = column.Validity[..target.Rows] }, target);
    }

    void WriteField(ParquetSchema schema, Column column, int slots, FieldLevels levels, int depth, in ChunkWriter.Target target)
    {
        var parent = Frame(depth);
        var frame = Frame(depth + 1);
        var present = column.Validity[..slots];
        switch (column)
        {
            case StructColumn fields:
                frame.SetPresent(parent, levels, present);
                for (var i = 0; i < fields.Fields.Count; i++)
                {
                    WriteField(schema, fields.Fields[i], slots, levels.OfFields, depth + 1, target);
                }
                break;
            case ListColumn list:
                frame.SetElements(parent, levels, present, list.Offsets[..(slots + 1)]);
                WriteField(schema, list.Element, list.Offsets[slots], levels.OfElements, depth + 1, target);
                break;
            case MapColumn map:
                frame.SetElements(parent, levels, present, map.Offsets[..(slots + 1)]);

                // Keys are required: every entry has its key.
                WriteLeaf(schema, map.Keys, map.Offsets[slots], Entries(frame, levels.OfElements), target);
                WriteField(schema, map.Values, map.Offsets[slots], levels.OfElements, depth + 1, target);
                break;
            default:
                frame.SetPresent(parent, levels, present);
                WriteLeaf(schema, column, slots, Entries(frame, levels), target);
                break;
        }
    }

    void WriteLeaf(ParquetSchema schema, Column column, int slots, LeafEntries entries, in ChunkWriter.Target target)
    {
        var leaf = schema.Leaves[_leaf++];
        LeafValues values = leaf.Physical switch
        {
            PhysicalType.Boolean => _booleans,
            PhysicalType.Int32 => _int32s,
            PhysicalType.Int64 => _int64s,
            PhysicalType.Double => _doubles,
            PhysicalType.ByteArray => _bytes,
            PhysicalType.FixedLenByteArray => _int128s,
            _ => throw new NotSupportedException($"{leaf.Physical} has no encoder."),
        };
        values.Load(leaf, column, slots);
        _chunks.Write(leaf, values, entries, target);
        values.Release();
    }

    static LeafEntries Entries(LevelFrame frame, FieldLevels levels) =>
        new() { Repetitions = levels.Repetition == 0 ? [] : frame.Repetitions, Definitions = frame.Definitions };

    LevelFrame Frame(int depth)
    {
        while (_frames.Count <= depth) { _frames.Add(new()); }
        return _frames[depth];
    }
}
