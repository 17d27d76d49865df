namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The members of a scan's result that matter here.</summary>
enum ScanMember
{
    Other = 0,
    Items,
    Count,
    ScannedCount,
    More,
}
