using BiPipeline.Toolkit.LocalAthena.Target;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>A column that expressions can name.</summary>
sealed record Field(string? Name, TrinoType Type, DuckSql Sql)
{
    /// <summary>The relation's alias or table name; null when it has none.</summary>
    internal string? Relation { get; init; }

    /// <summary>The database, for a table that is named without an alias.</summary>
    internal string? Database { get; init; }

    /// <summary>Can be named but is not part of <c>*</c>: <c>"$path"</c>.</summary>
    internal bool Hidden { get; init; }

    /// <summary>Tells the scan that the column is read.</summary>
    internal Action? Used { get; init; }

    internal bool IsFrom(string relation, string? database) => Relation == relation && (database is null || Database == database);
}
