using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Parquet;

namespace OwnRows;

static class OwnRowsWriter
{
    internal static void Write(IEnumerable<OwnOrder> orders, string path)
    {
        ColumnSpec[] columns =
        [
            new("order_id", DataType.String),
            new("amount", DataType.Decimal(12, 2)),
            new("created_at", DataType.Timestamp),
            new("note", DataType.String),
            new("items", DataType.Parse("array<struct<sku:string,price:decimal(12,2)>>")),
        ];
        var batch = new ColumnBatch(columns);
        var (id, amount, createdAt, note) = (batch.GetBuilder("order_id"), batch.GetBuilder("amount"), batch.GetBuilder("created_at"), batch.GetBuilder("note"));
        var items = batch.GetBuilder("items");
        var (sku, price) = (items.Element.Field("sku"), items.Element.Field("price"));

        foreach (var order in orders)
        {
            id.Append(order.Id);
            amount.Append(order.Amount);                     // decimal: exact, never rounded
            createdAt.Append(order.CreatedAt);               // DateTimeOffset: kept in UTC, to the millisecond
            if (order.Note is null) { note.AppendNull(); } else { note.Append(order.Note); }
            foreach (var item in order.Items)
            {
                sku.Append(item.Sku);
                price.Append(item.Price);
                items.Element.End();                         // the struct
            }
            items.End();                                     // the list
            batch.CompleteRow();                             // fails if a column has no value
        }

        using var file = File.Create(path);
        using var writer = new ParquetFormat().Open(columns, file);
        writer.WriteRowGroup(batch);                         // about 100,000 rows are a good row group
        writer.Complete([]);
    }
}
