namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>What is kept of an <see cref="OwnTable"/> beside its rows.</summary>
/// <param name="Number">The number in the name of DuckDB's table.</param>
/// <param name="Database">The database.</param>
/// <param name="Name">The name.</param>
/// <param name="IsIceberg">Whether rows can be changed, and the columns' types are Iceberg's.</param>
/// <param name="Location">The location that statements see. No file is there.</param>
/// <param name="Columns">The columns; those of Hive's partitioning are the last ones.</param>
sealed record OwnTableDefinition(
    int Number,
    string Database,
    string Name,
    bool IsIceberg,
    string Location,
    IReadOnlyList<OwnColumn> Columns)
{
    public string? Comment { get; init; }

    public string Format { get; init; } = "PARQUET";

    public IReadOnlyList<OwnPartition> Partitioning { get; init; } = [];

    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The number of the next column's field.</summary>
    public int NextField { get; init; } = Columns.Count;
}
