using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Glue;

namespace OrdersPipeline.Catalog;

/// <summary>The sample's tables in Glue.</summary>
static class OrdersCatalog
{
    internal const string Database = "orders_lake";

    /// <summary>The lake in the published DDL; a deployment puts its own bucket there.</summary>
    internal const string PublishedLocation = "s3://orders-lake-123456789012";

    internal static LakeCatalog For(TableSchema schema, string database, string location) =>
        LakeCatalog.Create([schema], new LakeCatalogOptions { Database = database, Location = location });

    /// <summary>What <c>sql/create_glue_catalog.sql</c> holds.</summary>
    internal static string PublishedDdl(TableSchema schema) => For(schema, Database, PublishedLocation).ToAthenaDdl();
}
