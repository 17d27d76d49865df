using BiPipeline.Toolkit.AthenaSql.Target;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>One place of a query that reads a table, with the conditions that the place puts on the partition columns alone.</summary>
sealed class ScanReference
{
    readonly List<DuckSql> _conditions = [];

    /// <summary>
    /// A condition that every row of the place fulfils, over <see cref="NameOf"/> of the partition columns; null if there is none. It is
    /// never true for a NULL.
    /// </summary>
    internal DuckSql? Condition => _conditions.Count == 0 ? null : (DuckSql)$"({DuckSql.Join(" AND ", _conditions)})";

    internal void Add(DuckSql condition) => _conditions.Add($"({condition})");

    /// <summary>The name of a partition column in conditions.</summary>
    internal static string NameOf(int column) => string.Create(CultureInfo.InvariantCulture, $"p{column}");
}
