using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Parquet;
using Parquet.Serialization;

namespace OrdersReader;

static class LakeReader
{
    internal static StreamPipelineOptions Options(TableSchema schema)
    {
        var format = new ParquetFormat(new ParquetOptions { DeltaDatesAndDecimals = false });
        var options = new StreamPipelineOptions { Schemas = [schema], Format = format };
        return options;
    }

    internal static async Task PrintAsync(string lake, TextWriter output)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(lake, "processed", "orders"), "*.parquet", SearchOption.AllDirectories))
        {
            var rows = await ParquetSerializer.DeserializeAsync<OrderRow>(file);
            foreach (var row in rows.Data) { output.WriteLine($"{row.OrderId} {row.Amount} {row.EventTime:O}"); }
        }
    }
}
