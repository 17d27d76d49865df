namespace BiPipeline.Toolkit.Glue;

/// <summary>A folder of the lake that holds JSON lines.</summary>
sealed record LakeZone(string Folder, string TableSuffix, string Description)
{
    internal static LakeZone Raw { get; } = new("raw", "_raw", "as received, one JSON a line");

    internal static LakeZone Quarantine { get; } = new("quarantine", "_quarantine", "that could not be read, one JSON with reason and record a line");
}
