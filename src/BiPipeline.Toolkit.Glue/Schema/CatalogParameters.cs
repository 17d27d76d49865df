namespace BiPipeline.Toolkit.Glue;

/// <summary>The table parameters of this toolkit.</summary>
static class CatalogParameters
{
    /// <summary>SHA-256 of the table's latest schema.</summary>
    internal const string SchemaHash = "bipipeline.schema_sha256";

    /// <summary>Version of that schema.</summary>
    internal const string SchemaVersion = "bipipeline.schema_version";

    /// <summary>SHA-256 of what that schema's rows hold (<see cref="TableSchema.ComputeRowHash"/>); on a schema's own table.</summary>
    internal const string RowsHash = "bipipeline.rows_sha256";

    /// <summary>The partition rules in that schema, as a schema file of keys and partition sources; on a schema's own table.</summary>
    internal const string Partitions = "bipipeline.partitions";

    /// <summary>Version of the toolkit that wrote the table.</summary>
    internal const string ToolkitVersion = "bipipeline.toolkit_version";

    /// <summary>SHA-256 of a view's statement in its file.</summary>
    internal const string SourceHash = "bipipeline.source_sha256";

    /// <summary>SHA-256 of a view's text as the engine stored it.</summary>
    internal const string StoredHash = "bipipeline.stored_sha256";

    /// <summary>The columns of the view's tables and views at its creation.</summary>
    internal const string Bases = "bipipeline.bases";

    /// <summary>The time of the baseline in a view's query; not on other views.</summary>
    internal const string Baseline = "bipipeline.baseline";
}
