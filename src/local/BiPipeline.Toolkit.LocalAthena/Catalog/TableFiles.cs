namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The files that a query over a table may read.</summary>
sealed record TableFiles(IReadOnlyList<LakeFile> Files, bool IsHiveStyle);
