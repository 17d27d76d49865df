using System.Collections.ObjectModel;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>A table in Hive's DDL. The members have the names of the catalog's request, which is made from them.</summary>
sealed record HiveTable
{
    internal const string ExternalTable = "EXTERNAL_TABLE";

    internal required string Name { get; init; }

    internal string? Description { get; init; }

    internal string? TableType { get; init; }

    internal IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    internal IReadOnlyList<HiveColumn> PartitionKeys { get; init; } = [];

    internal HiveStorage Storage { get; init; } = new();
}
