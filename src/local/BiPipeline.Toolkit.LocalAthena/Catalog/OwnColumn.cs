namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A column of an <see cref="OwnTable"/>: its name, its types in Athena and in Hive's DDL, and its name in DuckDB.</summary>
sealed record OwnColumn(string Name, string Type, string HiveType, string? Comment, string Field);
