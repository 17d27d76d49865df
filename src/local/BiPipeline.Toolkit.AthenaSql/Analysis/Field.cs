using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>A column that expressions can name.</summary>
sealed record Field(string? Name, TrinoType Type, DuckSql Sql)
{
    /// <summary>The relation's alias or table name; null if it has none.</summary>
    internal string? Relation { get; init; }

    /// <summary>The database, for a table that is named without an alias.</summary>
    internal string? Database { get; init; }

    /// <summary>Whether the column has a name but is not part of <c>*</c>: <c>"$path"</c>.</summary>
    internal bool Hidden { get; init; }

    /// <summary>The partition column whose values the field has, unchanged and for each row; null for another field.</summary>
    internal PartitionField? Partition { get; init; }

    /// <summary>Marks the column as read, for the scan.</summary>
    internal Action? Used { get; init; }

    internal bool IsFrom(string relation, string? database) => Relation == relation && (database is null || Database == database);
}
