namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The MERGE of a latest table. The rows of the lake in some partitions and the table's own rows of the same keys are ranked together, by
/// the order of the views; a row of the lake that is first replaces the table's row. It may run any number of times, in any order of
/// partitions.
/// </summary>
/// <remarks>
/// The order of a change and a dated row is that of times, the order of two changes is not. So a change that lost to a dated row still
/// excludes earlier changes, of a clock that ran ahead: the table keeps the place of the latest change of each key.
/// </remarks>
static class LatestMerge
{
    internal const string ChangeStream = "_change_stream";
    internal const string ChangeSequence = "_change_sequence";
    internal const string ChangeTime = "_change_time";

    const string Source = "\"source\"";
    const string Target = "\"target\"";

    /// <summary>The columns for the latest change of the key, with their types.</summary>
    internal static IReadOnlyList<(string Name, DataType Type, string From)> Change { get; } =
    [
        (ChangeStream, DataType.String, EnvelopeColumns.Stream),
        (ChangeSequence, DataType.String, EnvelopeColumns.Sequence),
        (ChangeTime, DataType.Timestamp, EnvelopeColumns.EventTime),
    ];

    // The columns of the order; values of rows that the table has are not read.
    static readonly string[] Order =
    [
        EnvelopeColumns.Op,
        EnvelopeColumns.EventId,
        EnvelopeColumns.Stream,
        EnvelopeColumns.Sequence,
        EnvelopeColumns.EventTime,
        EnvelopeColumns.Deleted,
        EnvelopeColumns.SchemaVersion,
    ];

    /// <summary>Returns the statement, which runs in the table's own catalog and database.</summary>
    /// <param name="table">The table.</param>
    /// <param name="conditions">The conditions for rows of the lake, such as their partitions; empty for all.</param>
    /// <param name="baseline">The baseline of the deployed view; null for none. What it hides is not merged.</param>
    internal static string Sql(LatestTable table, IReadOnlyList<string> conditions, DateTimeOffset? baseline)
    {
        var kept = ViewColumns.Fresh(table.Lake, "_kept");
        var keys = table.Lake.KeyNames.Select(SqlText.Name).ToArray();
        string[] columns =
        [
            .. ViewColumns.Of(table.Lake).Select(column => SqlText.Name(column.Name)),
            .. Change.Select(column => SqlText.Name(column.Name)),
        ];
        var ofKey = Change.Select(column =>
            $"max(CASE WHEN \"_sequence\" IS NOT NULL THEN {SqlText.Name(column.From)} END) "
                + $"OVER (PARTITION BY {string.Join(", ", keys)}) AS {SqlText.Name(column.Name)}");
        var ranked = RankedRows.Of(
            table.Lake,
            Rows(table, kept, conditions, BaselineBounds.Of(baseline), "      "),
            [],
            "  ",
            new([kept], [.. ofKey], $"{kept} DESC"));
        return $"""
            MERGE INTO {SqlText.Name(table.Name)} AS {Target}
            USING (
              SELECT
                {Values(table, "    ")},
                {kept}
              FROM {ranked.From}
              WHERE {ranked.Rank} = 1
            ) AS {Source}
            ON {string.Join(" AND ", keys.Select(key => $"{Target}.{key} = {Source}.{key}"))}
            WHEN MATCHED AND NOT {Source}.{kept} THEN UPDATE SET
              {Assign(columns.Except(keys, StringComparer.Ordinal))}
            WHEN MATCHED AND {string.Join(" OR ", Change.Select(column => Differs(column.Name)))} THEN UPDATE SET
              {Assign(Change.Select(column => SqlText.Name(column.Name)))}
            WHEN NOT MATCHED THEN INSERT (
              {string.Join(",\n  ", columns)}
            ) VALUES (
              {string.Join(",\n  ", columns.Select(column => $"{Source}.{column}"))}
            )
            """;
    }

    /// <summary>Returns the ranked rows of the lake alone.</summary>
    internal static RankedRows Ranked(LatestTable table, DateTimeOffset? baseline, string indent) =>
        RankedRows.Of(table.Lake, LakeName(table), BaselineBounds.Of(baseline)?.Conditions(table.Lake) ?? [], indent);

    // The lake's table in a statement of the latest table's catalog.
    static string LakeName(LatestTable table) => table.Target.Catalog is null
        ? SqlText.Name(table.Lake.Name)
        : $"\"awsdatacatalog\".{SqlText.Name(table.Target.Database)}.{SqlText.Name(table.Lake.Name)}";

    static string Rows(LatestTable table, string kept, IReadOnlyList<string> conditions, BaselineBounds? bounds, string indent)
    {
        string[] shown = bounds?.Conditions(table.Lake) ?? [];
        string[] ofLake = [.. conditions, .. shown];
        var ofKey = table.Lake.KeyNames.Select(SqlText.Name).Select(key => $"\"new\".{key} = \"kept\".{key}");
        var isTouched = $"EXISTS (SELECT 1 FROM {LakeName(table)} AS \"new\" WHERE {string.Join(" AND ", [.. ofLake, .. ofKey])})";
        string[] ofChange =
        [
            "\"_sequence\" IS NULL",
            $"{SqlText.Name(ChangeSequence)} IS NOT NULL",
            .. bounds is null ? Array.Empty<string>() : [$"{SqlText.Name(ChangeTime)} >= {bounds.Start}"],
            isTouched,
        ];
        return $"""
            (
            {indent}  SELECT
            {indent}    {ViewColumns.Plain(table.Lake, indent + "    ")},
            {indent}    false AS {kept}
            {indent}  FROM {LakeName(table)}{Where(ofLake)}
            {indent}  UNION ALL
            {indent}  SELECT
            {indent}    {KeptRow(table, name => SqlText.Name(name), indent + "    ")},
            {indent}    true AS {kept}
            {indent}  FROM {SqlText.Name(table.Name)} AS "kept"{Where([.. shown, isTouched])}
            {indent}  UNION ALL
            {indent}  SELECT
            {indent}    {KeptRow(table, OfLatestChange, indent + "    ")},
            {indent}    true AS {kept}
            {indent}  FROM {SqlText.Name(table.Name)} AS "kept"{Where(ofChange)}
            {indent}) AS "rows"
            """;

        string Where(string[] parts) => parts.Length == 0 ? "" : $"\n{indent}  WHERE {string.Join($"\n{indent}    AND ", parts)}";
    }

    // A change that a dated row has replaced. If the lake has it too, its own row is newer by the version.
    static string OfLatestChange(string name) => name switch
    {
        EnvelopeColumns.Stream => SqlText.Name(ChangeStream),
        EnvelopeColumns.Sequence => SqlText.Name(ChangeSequence),
        EnvelopeColumns.EventTime => SqlText.Name(ChangeTime),
        EnvelopeColumns.Op or EnvelopeColumns.EventId => "''",
        EnvelopeColumns.SchemaVersion => "0",
        _ => SqlText.Name(name),
    };

    static string KeptRow(LatestTable table, Func<string, string> value, string indent) => string.Join(
        $",\n{indent}",
        ViewColumns.Of(table.Lake).Select(column => table.Lake.KeyNames.Contains(column.Name, StringComparer.Ordinal)
            ? SqlText.Name(column.Name)
            : Order.Contains(column.Name, StringComparer.Ordinal)
                ? $"{value(column.Name)} AS {SqlText.Name(column.Name)}"
                : $"CAST(NULL AS {SqlText.Type(column.Type)}) AS {SqlText.Name(column.Name)}"));

    static string Assign(IEnumerable<string> columns) => string.Join(",\n  ", columns.Select(column => $"{column} = {Source}.{column}"));

    static string Differs(string name) => $"{Source}.{SqlText.Name(name)} IS DISTINCT FROM {Target}.{SqlText.Name(name)}";

    // A deleted item has its key and the envelope, not the values of its last image, and not the partitions that come from them.
    static string Values(LatestTable table, string indent)
    {
        var keys = table.Lake.KeyNames;
        var ofValues = table.Lake.Partitions
            .Where(partition => partition.Source != PartitionField.EventTimeSource)
            .Where(partition => !keys.Contains(partition.Source, StringComparer.Ordinal))
            .Select(partition => partition.Name);
        var values = table.Schema.Columns.Select(column => column.Name).Except(keys, StringComparer.Ordinal)
            .Append(EnvelopeColumns.Rescued)
            .Concat(ofValues)
            .ToHashSet(StringComparer.Ordinal);
        return string.Join(
            $",\n{indent}",
            ViewColumns.Of(table.Lake).Concat(Change.Select(column => (column.Name, column.Type))).Select(column =>
            {
                var name = SqlText.Name(column.Name);
                var cast = $"CAST({name} AS {SqlText.IcebergType(column.Type)})";
                return values.Contains(column.Name) ? $"CASE WHEN NOT \"_deleted\" THEN {cast} END AS {name}" : $"{cast} AS {name}";
            }));
    }
}
