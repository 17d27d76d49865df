namespace BiPipeline.Toolkit.Glue;

/// <summary>The table parameters that this toolkit writes and reads.</summary>
public static class CatalogParameters
{
    /// <summary>SHA-256 of the schema the table was last made from.</summary>
    public const string SchemaHash = "bipipeline.schema_sha256";

    /// <summary>The version in that schema.</summary>
    public const string SchemaVersion = "bipipeline.schema_version";

    /// <summary>The toolkit's version that wrote the table.</summary>
    public const string ToolkitVersion = "bipipeline.toolkit_version";

    /// <summary>SHA-256 of a view's statement as it stands in its file.</summary>
    public const string SourceHash = "bipipeline.source_sha256";

    /// <summary>SHA-256 of a view's text as the engine stored it.</summary>
    public const string StoredHash = "bipipeline.stored_sha256";

    /// <summary>The columns of the tables and views that a view read when it was created.</summary>
    public const string Bases = "bipipeline.bases";
}
