namespace BiPipeline.Toolkit.Flattening;

/// <summary>Writes an item as an export's line.</summary>
static class ItemText
{
    /// <summary>Passes an item to a sink.</summary>
    /// <param name="item">A map of attribute values, or an invalid value in its place.</param>
    /// <param name="table">The JSON text of the table's name; empty when the form has none.</param>
    /// <param name="buffers">The buffers for the line.</param>
    /// <param name="sink">The receiver of the line.</param>
    internal static void Hand(ReadOnlySpan<byte> item, ReadOnlySpan<byte> table, FormBuffers buffers, IRecordSink sink)
    {
        if (item is not [(byte)'{', ..])
        {
            sink.Reject(item, RecordError.NotAnObject, default);
            return;
        }
        var record = buffers.Record;
        record.Clear();
        record.Add((byte)'{');
        if (!table.IsEmpty)
        {
            record.Add("\"tableName\":"u8);
            record.Add(table);
            record.Add((byte)',');
        }
        record.Add("\"Item\":"u8);
        record.Add(item);
        record.Add((byte)'}');
        sink.Read(record.Written, default);
    }
}
