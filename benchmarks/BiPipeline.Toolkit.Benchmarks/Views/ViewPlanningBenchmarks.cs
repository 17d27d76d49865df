using System.Globalization;
using BenchmarkDotNet.Attributes;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Benchmarks.Throughput;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Benchmarks.Views;

/// <summary>The views of many schemas against a catalog in memory: parsing, ordering, comparing. The records are views.</summary>
public class ViewPlanningBenchmarks : IThroughput
{
    const string Database = "bench";
    const int ViewsPerSchema = 3;

    InMemoryGlueCatalog _catalog = null!;
    TableSchema[] _schemas = [];

    [Params(10, 200)]
    public int Schemas { get; set; }

    public ThroughputSize Size => new(0, (long)Schemas * ViewsPerSchema);

    [GlobalSetup]
    public async Task Setup()
    {
        var orders = OrdersItem.Schema();
        var names = Enumerable.Range(0, Schemas).Select(number => string.Create(CultureInfo.InvariantCulture, $"orders_{number}"));
        _schemas = [.. names.Select(name => orders with { Table = name })];
        _catalog = new InMemoryGlueCatalog();
        var wanted = LakeCatalog.Create(_schemas, new() { Database = Database, Location = "s3://bench-lake/lake" });
        await (await CatalogPlan.CreateAsync(_catalog, wanted)).ApplyAsync(_catalog);
    }

    [Benchmark(Baseline = true)]
    public Task<ViewPlan> Plan() =>
        ViewPlan.CreateAsync(_catalog, Database, [.. _schemas.SelectMany(schema => ViewDefinition.Create(schema))]);
}
