namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A data file and its partition's values, in the order of the partition columns; NULL for Hive's default partition.</summary>
sealed record LakeFile(string Path, long Length, long ModifiedTicks, IReadOnlyList<string?> Partition);
