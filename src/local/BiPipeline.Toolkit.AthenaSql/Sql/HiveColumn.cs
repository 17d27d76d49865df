namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>A column in Hive's DDL. The type is in Hive's grammar.</summary>
sealed record HiveColumn(string Name, string Type, string? Comment);
