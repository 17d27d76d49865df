namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Checks whether raw objects can be read again under new schemas.</summary>
/// <param name="store">The lake.</param>
/// <param name="options">What is allowed.</param>
sealed class RebuildChecks(IObjectStore store, RebuildOptions options)
{
    /// <summary>Returns the problems.</summary>
    /// <param name="schemas">The schemas of the rows.</param>
    /// <param name="rawTables">The tables whose raw zones are read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<IReadOnlyList<string>> RunAsync(
        IReadOnlyList<TableSchema> schemas, IReadOnlyList<string> rawTables, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (var schema in schemas)
        {
            var newest = (await SchemasOfAsync(schema.Table, cancellationToken).ConfigureAwait(false)).MaxBy(item => item.Version);
            if (newest?.Version > schema.Version) { problems.Add(Older(schema, newest)); }
        }
        if (options.AllowClearRaw) { return problems; }
        foreach (var table in rawTables)
        {
            foreach (var earlier in await SchemasOfAsync(table, cancellationToken).ConfigureAwait(false))
            {
                problems.AddRange(schemas.SelectMany(schema => ClearValues(schema, earlier)));
            }
        }
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    static string Older(TableSchema schema, TableSchema newest) => string.Create(
        CultureInfo.InvariantCulture,
        $"Version {schema.Version} of table '{schema.Table}' is below version {newest.Version} of the lake, whose rows the views show; "
            + $"expected version {newest.Version} or a later one. Raise 'version'.");

    // Raw has the records as the policies of their time left them.
    static IEnumerable<string> ClearValues(TableSchema schema, TableSchema earlier) => schema.Policies
        .Where(policy => !earlier.Policies.Any(other => other.Path.Equals(policy.Path)))
        .Select(policy => string.Create(
            CultureInfo.InvariantCulture,
            $"Version {earlier.Version} of table '{earlier.Table}' has no policy for '{policy.Path}', so raw objects of that version have "
                + $"its clear values, and a rebuild does not change them; expected protected ones. "
                + $"Erase what must not stay, and allow clear raw."));

    async Task<IReadOnlyList<TableSchema>> SchemasOfAsync(string table, CancellationToken cancellationToken)
    {
        List<TableSchema> schemas = [];
        await foreach (var item in store.ListAsync(LakeLayout.SchemaPrefix(table), cancellationToken).ConfigureAwait(false))
        {
            // An object that claims a version is a copy.
            if (!item.Key.Contains('-', StringComparison.Ordinal)) { continue; }
            schemas.Add(TableSchema.Parse(await WholeObject.ReadAsync(store, item.Key, cancellationToken).ConfigureAwait(false)));
        }
        return schemas;
    }
}
