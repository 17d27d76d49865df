namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The columns that a view reads, at its creation and now. Only columns named in the view's query count, because no other column of a base
/// can affect it.
/// </summary>
sealed class ViewBases(IGlueCatalog catalog, string database, Dictionary<string, GlueTable> tables)
{
    internal string Database => database;

    /// <summary>
    /// Returns the record of a view's columns at its creation: base → its columns that the view names, as <c>name type</c>, in order.
    /// </summary>
    internal async Task<string> RecordAsync(ViewDefinition view, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var reference in view.Tables)
            {
                if (await FindAsync(reference, cancellationToken).ConfigureAwait(false) is not { } table) { continue; }
                json.WriteStartObject(reference.ToString());
                foreach (var column in Mentioned(view, table)) { json.WriteString(column.Name, column.Type); }
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Returns the relevant changes of the recorded columns, a few words each; empty for none.</summary>
    internal async Task<IReadOnlyList<string>> DifferencesAsync(
        ViewDefinition view,
        GlueTableInput stored,
        CancellationToken cancellationToken)
    {
        List<string> differences = [];
        if (StoredView.ColumnsDisagree(stored)) { differences.Add("its column list and its text differ in the catalog"); }
        if (!stored.Parameters.TryGetValue(CatalogParameters.Bases, out var recorded)) { return differences; }

        using var json = Parse(recorded);
        if (json is null) { return ["its record of columns can't be read"]; }
        foreach (var reference in view.Tables)
        {
            if (!json.RootElement.TryGetProperty(reference.ToString(), out var before)) { continue; }
            if (await FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } table)
            {
                Compare(reference, before, [.. Mentioned(view, table)], differences);
            }
            else { differences.Add($"{reference} vanished"); }
        }
        return differences;
    }

    static JsonDocument? Parse(string recorded)
    {
        try
        {
            return JsonDocument.Parse(recorded);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static void Compare(TableReference reference, JsonElement before, GlueColumn[] now, List<string> differences)
    {
        List<string> kept = [];
        foreach (var column in before.EnumerateObject())
        {
            var same = now.FirstOrDefault(candidate => candidate.Name == column.Name);
            if (same is null) { differences.Add($"{reference}.{column.Name} vanished"); }
            else if (same.Type != column.Value.GetString())
            {
                differences.Add($"{reference}.{column.Name} changed from {column.Value.GetString()} to {same.Type}");
            }
            else { kept.Add(column.Name); }
        }
        var order = now.Select(column => column.Name).Where(kept.Contains).ToArray();
        if (kept.Index().FirstOrDefault(column => order[column.Index] != column.Item) is { Item: { } moved })
        {
            differences.Add($"{reference}.{moved} moved");
        }
    }

    static IEnumerable<GlueColumn> Mentioned(ViewDefinition view, GlueTable table) =>
        table.Definition.Storage.Columns.Concat(table.Definition.PartitionKeys).Where(column => view.Mentions(column.Name));

    async Task<GlueTable?> FindAsync(TableReference reference, CancellationToken cancellationToken)
    {
        if (reference.Database is null || reference.Database == database) { return tables.GetValueOrDefault(reference.Name); }
        return await catalog.FindTableAsync(reference.Database, reference.Name, cancellationToken).ConfigureAwait(false);
    }
}
