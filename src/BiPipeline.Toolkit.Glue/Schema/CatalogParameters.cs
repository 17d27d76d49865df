namespace BiPipeline.Toolkit.Glue;

/// <summary>The table parameters that this toolkit writes and reads.</summary>
static class CatalogParameters
{
    /// <summary>SHA-256 of the schema the table was last made from.</summary>
    internal const string SchemaHash = "bipipeline.schema_sha256";

    /// <summary>The version in that schema.</summary>
    internal const string SchemaVersion = "bipipeline.schema_version";

    /// <summary>The toolkit's version that wrote the table.</summary>
    internal const string ToolkitVersion = "bipipeline.toolkit_version";

    /// <summary>SHA-256 of a view's statement as it stands in its file.</summary>
    internal const string SourceHash = "bipipeline.source_sha256";

    /// <summary>SHA-256 of a view's text as the engine stored it.</summary>
    internal const string StoredHash = "bipipeline.stored_sha256";

    /// <summary>The columns of the tables and views that a view read when it was created.</summary>
    internal const string Bases = "bipipeline.bases";
}
