namespace OrdersPipeline.Tests;

/// <summary>The checked-in files of the sample.</summary>
static class SampleFolder
{
    internal static string Data { get; } = Repository.PathOf("samples", "OrdersPipeline", "data");

    internal static string Schema { get; } = Repository.PathOf("samples", "OrdersPipeline", "schema", "orders.schema.json");

    internal static string Views { get; } = Repository.PathOf("sql", "quicksight_views.sql");
}
