using System.Collections.ObjectModel;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>A database in Hive's DDL.</summary>
sealed record HiveDatabase(string Name)
{
    internal string? Description { get; init; }

    internal string? LocationUri { get; init; }

    internal IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
