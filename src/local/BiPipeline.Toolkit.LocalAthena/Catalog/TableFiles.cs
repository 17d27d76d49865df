namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The files that a query over a table may read.</summary>
sealed record TableFiles(IReadOnlyList<LakeFile> Files, bool IsHiveStyle)
{
    /// <summary>The files of a table whose rows are not in files.</summary>
    internal static TableFiles None { get; } = new([], false);
}
