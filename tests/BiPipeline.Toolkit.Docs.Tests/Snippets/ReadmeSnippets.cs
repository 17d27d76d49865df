using System.Buffers;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>The C# of the README and of the packages' READMEs, unchanged. It is compiled, and some of it is called.</summary>
static class ReadmeSnippets
{
    internal static async Task<Stream> PipelineAsync(TableSchema schema, IObjectStore store, Stream payload, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var pipeline = new StreamPipeline(store, new() { Schemas = [schema] });
        Stream answer = await pipeline.HandleAsync(payload, deadline, cancellationToken);
        return answer;
    }

    internal static void Flattening(ReadOnlySpan<byte> payload, SchemaInference seenElsewhere)
    {
        var inference = new SchemaInference(new InferenceOptions { Keys = ["order_id"] });
        inference.Observe(payload);                       // a Lambda event, JSON lines, an export; detected
        inference.Merge(seenElsewhere);                   // any order or split of the records gives the same schema
        File.WriteAllText("orders.schema.json", inference.ToSchema("orders").ToJson());
    }

    internal static void Parquet(LakeTable table, ColumnBatch batch, string hash, IBufferWriter<byte> output)
    {
        var format = new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.Gzip });   // one instance serves the process
        using var writer = format.Open(table.Columns, output);                              // IBufferWriter<byte> or Stream
        writer.WriteRowGroup(batch);                                                        // one row group per batch
        writer.Complete([new("bipipeline.schema_sha256", hash)]);                           // the footer: only now the file is valid
    }

    internal static async Task GlueAsync()
    {
        var schema = TableSchema.Load("orders.schema.json");
        var wanted = LakeCatalog.Create([schema], new() { Database = "analytics", Location = "s3://my-lake/orders" });

        File.WriteAllText("create_glue_catalog.sql", wanted.ToAthenaDdl());      // or ToCloudFormationYaml(), ToCloudFormationJson()

        using var catalog = new GlueCatalogClient();                             // the SDK's credential, region and endpoint chains
        var plan = await CatalogPlan.CreateAsync(catalog, wanted);
        Console.WriteLine(plan);                                                 // + column note string, ~ column n: int -> bigint, nothing to do, …
        await plan.ApplyAsync(catalog);
    }

    internal static async Task AthenaAsync(TableSchema schema, IGlueCatalog catalog)
    {
        using var athena = new AthenaClient();
        var runner = new AthenaQueryRunner(athena, new() { Database = "analytics", WorkGroup = "bi" });

        var result = await runner.RunAsync("SELECT status, CAST(sum(amount) AS decimal(18,2)) AS revenue FROM orders_current GROUP BY status");
        await foreach (var row in result.ReadRowsAsync())
        {
            Console.WriteLine($"{row["status"]}: {row.Get<decimal>("revenue")}");
        }

        ViewDefinition[] views =
        [
            .. ViewDefinition.Create(schema),             // orders_events, orders_current, orders_history, order_items_current
            .. ViewDefinition.Load("sql", "analytics"),   // ${database} is analytics
        ];
        var plan = await ViewPlan.CreateAsync(catalog, "analytics", views);
        Console.WriteLine(plan);                          // create, replace, stale, orphan, nothing to do
        await plan.ApplyAsync(runner, catalog);
    }

    internal static async Task LocalAthenaAsync(TableSchema schema)
    {
        await using var lake = await LocalLake.OpenAsync("out/lake", [schema], ViewDefinition.Load("sql"));
        var rows = await lake.QueryAsync("SELECT count(*) AS orders FROM orders_current");
        await using var server = await LocalAthenaServer.StartAsync(lake.Engine);   // server.Endpoint speaks the Athena JSON protocol
        Console.WriteLine(rows[0]["orders"]);
    }
}
