namespace BiPipeline.Toolkit.Glue;

/// <summary>The values of <see cref="GlueTableInput.TableType"/> that Athena knows; without one its DDL fails.</summary>
public static class GlueTableTypes
{
    /// <summary><c>EXTERNAL_TABLE</c>: files in a folder.</summary>
    public const string ExternalTable = "EXTERNAL_TABLE";

    /// <summary><c>VIRTUAL_VIEW</c>: a view.</summary>
    public const string VirtualView = "VIRTUAL_VIEW";
}
