namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// The schemas of a lake's writers, one object each: <c>schemas/&lt;table&gt;/&lt;version&gt;-&lt;hash&gt;.json</c>. Refuses a schema
/// with which views would show an arbitrary one of two versions of a row, or would no longer find existing files.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="schemas">The schemas of the writer.</param>
sealed class SchemaObjects(IObjectStore store, IReadOnlyList<TableSchema> schemas)
{
    const string VersionWayOut = "Raise 'version', or restore the schema of that version.";
    const string PartitionWayOut = "Restore the rule, or give the table another name and flatten the raw zone again.";

    volatile bool _isStored;

    /// <summary>Compares the schemas with those in the lake; writes nothing.</summary>
    /// <exception cref="SchemaException">A schema contradicts one in the lake; every problem is listed.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    internal Task CheckAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(schemas.Select(schema => CheckAsync(schema, cancellationToken)));

    /// <summary>Compares and stores the schemas; does nothing in later calls.</summary>
    /// <exception cref="SchemaException">A schema contradicts one in the lake; every problem is listed.</exception>
    /// <exception cref="IOException">The lake can't be read or written.</exception>
    internal async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (_isStored) { return; }
        await Task.WhenAll(schemas.Select(schema => StoreAsync(schema, cancellationToken))).ConfigureAwait(false);
        _isStored = true;
    }

    async Task StoreAsync(TableSchema schema, CancellationToken cancellationToken)
    {
        if (await CheckAsync(schema, cancellationToken).ConfigureAwait(false)) { return; }
        var content = ObjectContent.Of(Encoding.UTF8.GetBytes(schema.ToJson().TrimEnd() + "\n"));
        await PutAsync(LakeLayout.SchemaKey(schema), content, cancellationToken).ConfigureAwait(false);
        // Another writer may have stored a schema since the comparison: then both writers see both schemas, and the first by key stays.
        await CheckAsync(schema, cancellationToken).ConfigureAwait(false);
    }

    async Task PutAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        try
        {
            await store.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new IOException($"Object '{key}' could not be stored: {exception.Message}", exception);
        }
    }

    // Returns whether the lake has the schema.
    async Task<bool> CheckAsync(TableSchema schema, CancellationToken cancellationToken)
    {
        List<string> others = [];
        var own = LakeLayout.SchemaKey(schema);
        var isThere = false;
        await foreach (var item in store.ListAsync(LakeLayout.SchemaPrefix(schema.Table), cancellationToken).ConfigureAwait(false))
        {
            if (item.Key == own) { isThere = true; }
            else { others.Add(item.Key); }
        }
        // The lake's schemas were compared when they were stored; only one stored at the same time can contradict this one.
        if (isThere) { others.RemoveAll(key => !IsOfVersion(key, schema) || string.CompareOrdinal(key, own) > 0); }

        List<string> problems = [];
        foreach (var key in others)
        {
            var earlier = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            problems.AddRange(Conflicts(earlier, schema, key));
        }
        return problems.Count == 0
            ? isThere
            : throw new SchemaException($"'{schema.Table}' for {store.Location}", [.. problems.Distinct(StringComparer.Ordinal)]);
    }

    static IEnumerable<string> Conflicts(TableSchema earlier, TableSchema schema, string key)
    {
        if (earlier.Version == schema.Version && earlier.ComputeRowHash() != schema.ComputeRowHash())
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Version {schema.Version} is in the lake with other columns, policies, children or rules ({key}). {VersionWayOut}");
        }
        foreach (var conflict in schema.GetPartitionConflicts(earlier)) { yield return $"{conflict} {PartitionWayOut}"; }
    }

    static bool IsOfVersion(string key, TableSchema schema) => key.StartsWith(
        string.Create(CultureInfo.InvariantCulture, $"{LakeLayout.SchemaPrefix(schema.Table)}{schema.Version}-"), StringComparison.Ordinal);

    async Task<TableSchema> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return TableSchema.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        }
        catch (SchemaException exception)
        {
            throw new SchemaException(
                $"'{key}' of {store.Location}",
                [
                    "The object is not a schema that this version of the toolkit reads. Use the version that wrote it.",
                    .. exception.Problems,
                ]);
        }
    }
}
