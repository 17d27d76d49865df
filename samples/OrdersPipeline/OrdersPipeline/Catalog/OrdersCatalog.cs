using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Glue;

namespace OrdersPipeline.Catalog;

/// <summary>The sample's tables in Glue.</summary>
static class OrdersCatalog
{
    internal const string Database = "orders_lake";

    /// <summary>The lake in the published DDL. A deployment replaces it with its own bucket.</summary>
    internal const string PublishedLocation = "s3://orders-lake-123456789012";

    internal static LakeCatalog For(TableSchema schema, string database, string location) =>
        LakeCatalog.Create([schema], new LakeCatalogOptions { Database = database, Location = location });

    /// <summary>Returns the content of <c>sql/create_glue_catalog.sql</c>.</summary>
    internal static string PublishedDdl(TableSchema schema) => For(schema, Database, PublishedLocation).ToAthenaDdl();
}
