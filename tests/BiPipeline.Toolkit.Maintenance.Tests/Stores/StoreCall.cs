namespace BiPipeline.Toolkit.Maintenance.Tests.Stores;

/// <summary>A call of a store.</summary>
enum StoreCall
{
    Put = 0,
    List,
    Read,
    Delete,
    ListVersions,
    DeleteVersions,
    FindLock,
    ListLeftOvers,
    DeleteLeftOvers,
}
