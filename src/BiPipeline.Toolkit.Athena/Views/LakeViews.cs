namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The generated views of a schema. A lake has changes, and repeated deliveries give some of them twice. These views show the table's
/// content for any deliveries. They list every column and cast it to its declared type, so that they stay valid when a table gets more
/// columns.
/// </summary>
static class LakeViews
{
    const string ShorterWayOut = "Leave out columns, or make one map or string of several.";

    /// <summary>
    /// Creates <c>&lt;table&gt;_events</c>, <c>&lt;table&gt;_current</c>, <c>&lt;table&gt;_history</c>, and <c>&lt;child&gt;_current</c>
    /// for every child.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="baseline">The time of the newest baseline in the lake; null for none.</param>
    /// <param name="latest">The table that <c>&lt;table&gt;_current</c> reads in place of the lake; null for the lake.</param>
    /// <exception cref="SchemaException">A column has a name that the views use; every problem is listed.</exception>
    internal static IReadOnlyList<ViewDefinition> Create(TableSchema schema, DateTimeOffset? baseline, LatestTable? latest)
    {
        var problems = Check(schema).ToArray();
        if (problems.Length > 0) { throw new SchemaException($"'{schema.Table}'", problems); }

        var parent = schema.GetParentTable();
        var bounds = BaselineBounds.Of(baseline);
        var current = latest is null ? CurrentView.Query(parent, bounds) : CurrentView.Query(parent, bounds, latest);
        ViewDefinition[] views =
        [
            View(parent, "_events", EventsView.Query(parent), null),
            View(parent, "_current", current, baseline),
            View(parent, "_history", HistoryView.Query(parent, bounds), baseline, HistoryView.ValidFrom, HistoryView.ValidTo),
            .. schema.GetChildTables().Select(child => View(child, "_current", ChildCurrentView.Query(child, bounds), baseline)),
        ];
        problems = [.. views.SelectMany(ViewLimits.Check).Select(problem => $"{problem} {ShorterWayOut}")];
        return problems.Length == 0 ? views : throw new SchemaException($"'{schema.Table}'", problems);
    }

    static ViewDefinition View(LakeTable table, string suffix, string query, DateTimeOffset? baseline, params string[] times) =>
        new($"{table.Name}{suffix}", query, $"schema '{table.Parent ?? table.Name}'")
        {
            IsGenerated = true,
            Baseline = baseline,
            Columns =
            [
                .. ViewColumns.Of(table).Select(column => new GlueColumn(column.Name, column.Type.ToString())),
                .. times.Select(time => new GlueColumn(time, DataType.Timestamp.ToString())),
            ],
        };

    static IEnumerable<string> Check(TableSchema schema)
    {
        var partitions = schema.Partitions.Select(partition => partition.Name);
        foreach (var column in schema.GetParentTable().Columns.Select(column => column.Name).Concat(partitions))
        {
            if (column is HistoryView.ValidFrom or HistoryView.ValidTo)
            {
                yield return $"Column '{column}' has the name of a column that {schema.Table}_history adds. Rename it.";
            }
        }
        foreach (var table in schema.GetTables().Where(table => table.Name.Length + "_current".Length > TableSchema.MaxNameLength))
        {
            yield return $"Table '{table.Name}' is too long for a view with '_current'; expected at most "
                + $"{TableSchema.MaxNameLength.ToString(CultureInfo.InvariantCulture)} characters.";
        }
    }
}
