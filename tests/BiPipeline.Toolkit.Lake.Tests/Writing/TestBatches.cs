using System.Globalization;
using System.Text;

namespace BiPipeline.Toolkit.Lake.Tests.Writing;

/// <summary>Records of one table, its child table, raw and quarantine, in a flattener's form.</summary>
static class TestBatches
{
    static readonly int FirstDay = new DateOnly(2026, 1, 1).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    internal static TableSchema Schema { get; } = new TableSchema
    {
        Table = "t",
        Keys = ["id"],
        Columns = [new("id", AttributePath.Of("id"), DataType.String), new("fill", AttributePath.Of("fill"), DataType.String)],
        Partitions = [new("dt", PartitionField.EventTimeSource, PartitionTransform.Day)],
        Children = [new("t_items", AttributePath.Of("items"), [new("sku", AttributePath.Of("sku"), DataType.String)])],
    }.Validated();

    /// <summary>Sequence numbers start at 1,000, in the order of the records.</summary>
    internal static RecordBatch Of(IReadOnlyList<TestRecord> records, int firstSequence = 1_000, TableSchema? schema = null)
    {
        var batch = new RecordBatch(schema ?? Schema);
        for (var i = 0; i < records.Count; i++) { Add(batch, records[i], firstSequence + i, i); }
        return batch;
    }

    static void Add(RecordBatch batch, TestRecord record, int sequence, int index)
    {
        var id = Encoding.UTF8.GetBytes(record.Id);
        var number = Encoding.UTF8.GetBytes(sequence.ToString(CultureInfo.InvariantCulture));
        var line = Encoding.UTF8.GetBytes($$"""{"id":"{{record.Id}}"}""");
        batch.Raw.Add(line, id, number, FirstDay + record.Day, index, (UInt128)sequence);
        if (record.Poison)
        {
            batch.Quarantine.Add([.. """{"reason":"no","record":"""u8, .. line, (byte)'}'], id, number, FirstDay + record.Day, index, (UInt128)sequence);
            return;
        }

        var row = batch.Columns.RowCount;
        ((BytesColumn)batch.Columns["id"]).Append(id);
        if (record.Size > 0) { ((BytesColumn)batch.Columns["fill"]).Append(new byte[record.Size].Select(_ => (byte)'x').ToArray()); }
        Envelope(batch.Columns, record, id, sequence);
        batch.EndRow(index, digest: (UInt128)sequence);
        for (var i = 0; i < record.Children; i++)
        {
            var child = batch.Children[0];
            ((BytesColumn)child.Columns["id"]).Append(id);
            ((FixedColumn<int>)child.Columns[EnvelopeColumns.Position]).Append(i);
            Envelope(child.Columns, record, id, sequence);
            child.EndRow(row);
        }
    }

    static void Envelope(ColumnBatch columns, TestRecord record, byte[] id, int sequence)
    {
        ((BytesColumn)columns[EnvelopeColumns.EventId]).Append(id);
        ((BytesColumn)columns[EnvelopeColumns.Sequence]).Append(Encoding.UTF8.GetBytes(sequence.ToString(CultureInfo.InvariantCulture).PadLeft(40, '0')));
        ((FixedColumn<long>)columns[EnvelopeColumns.EventTime]).Append((FirstDay + record.Day) * 86_400_000L);
    }
}
