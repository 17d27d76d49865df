namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// The schemas of a lake's writers, one object each: <c>schemas/&lt;table&gt;/&lt;version&gt;-&lt;hash&gt;.json</c>. Refuses a schema
/// with which views would show an arbitrary one of two versions of a row, or would no longer find existing files.
/// </summary>
/// <remarks>
/// Of writers that start at the same time with two schemas of one version, one is refused, because only one can put
/// <c>schemas/&lt;table&gt;/&lt;version&gt;.json</c>. A schema is stored only after that, so that later writers need no comparison: one
/// GET per schema. See docs/decisions/0019-one-schema-a-version.md.
/// </remarks>
/// <param name="store">The lake.</param>
/// <param name="schemas">The schemas of the writer.</param>
sealed class SchemaObjects(IObjectStore store, IReadOnlyList<TableSchema> schemas)
{
    const string VersionWayOut = "Raise 'version', or restore the schema of that version.";
    const string PartitionWayOut = "Restore the rule, or make a new table from the raw zone with 'bipipeline lake rebuild --table'.";

    readonly bool[] _isFound = new bool[schemas.Count];
    volatile bool _isStored;

    /// <summary>Compares the schemas with those in the lake; writes nothing.</summary>
    /// <exception cref="SchemaException">A schema contradicts one in the lake; every problem is listed.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    internal Task CheckAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, schemas.Count).Select(index => FindOrCompareAsync(index, cancellationToken)));

    /// <summary>Compares and stores the schemas; does nothing in later calls.</summary>
    /// <exception cref="SchemaException">A schema contradicts one in the lake; every problem is listed.</exception>
    /// <exception cref="IOException">The lake can't be read or written.</exception>
    internal async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (_isStored) { return; }
        await Task.WhenAll(Enumerable.Range(0, schemas.Count).Select(index => StoreAsync(index, cancellationToken))).ConfigureAwait(false);
        _isStored = true;
    }

    async Task StoreAsync(int index, CancellationToken cancellationToken)
    {
        if (await FindOrCompareAsync(index, cancellationToken).ConfigureAwait(false)) { return; }
        var schema = schemas[index];
        var content = ObjectContent.Of(Encoding.UTF8.GetBytes(schema.ToJson().TrimEnd() + "\n"));
        await ClaimVersionAsync(schema, content, cancellationToken).ConfigureAwait(false);
        await PutAsync(LakeLayout.SchemaKey(schema), content, cancellationToken).ConfigureAwait(false);
        _isFound[index] = true;
    }

    // Returns whether the lake has the schema. If it does not, compares the schema with the others.
    async Task<bool> FindOrCompareAsync(int index, CancellationToken cancellationToken)
    {
        if (_isFound[index]) { return true; }
        _isFound[index] = await ExistsAsync(LakeLayout.SchemaKey(schemas[index]), cancellationToken).ConfigureAwait(false);
        if (!_isFound[index]) { await CompareAsync(schemas[index], cancellationToken).ConfigureAwait(false); }
        return _isFound[index];
    }

    async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await using var _ = (await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    async Task ClaimVersionAsync(TableSchema schema, ObjectContent content, CancellationToken cancellationToken)
    {
        var key = LakeLayout.VersionKey(schema);
        if (await PutAsync(key, content, cancellationToken).ConfigureAwait(false) == PutOutcome.Created) { return; }
        Refuse(schema, [.. VersionConflicts(await ReadAsync(key, cancellationToken).ConfigureAwait(false), schema, key)]);
    }

    async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new IOException($"Object '{key}' could not be stored: {exception.Message}", exception);
        }
    }

    async Task CompareAsync(TableSchema schema, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        await foreach (var item in store.ListAsync(LakeLayout.SchemaPrefix(schema.Table), cancellationToken).ConfigureAwait(false))
        {
            // An object that claims a version is a copy; claiming compares with it.
            if (!item.Key.Contains('-', StringComparison.Ordinal)) { continue; }
            var earlier = await ReadAsync(item.Key, cancellationToken).ConfigureAwait(false);
            problems.AddRange(VersionConflicts(earlier, schema, item.Key));
            problems.AddRange(schema.GetPartitionConflicts(earlier).Select(conflict => $"{conflict} {PartitionWayOut}"));
        }
        Refuse(schema, problems);
    }

    void Refuse(TableSchema schema, List<string> problems)
    {
        if (problems.Count == 0) { return; }
        throw new SchemaException($"'{schema.Table}' for {store.Location}", [.. problems.Distinct(StringComparer.Ordinal)]);
    }

    static IEnumerable<string> VersionConflicts(TableSchema earlier, TableSchema schema, string key)
    {
        if (earlier.Version == schema.Version && earlier.ComputeRowHash() != schema.ComputeRowHash())
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Version {schema.Version} is in the lake with other columns, policies, children or rules ({key}). {VersionWayOut}");
        }
    }

    Task<TableSchema> ReadAsync(string key, CancellationToken cancellationToken) => ReadAsync(store, key, cancellationToken);

    /// <summary>Reads a schema of a lake.</summary>
    /// <exception cref="SchemaException">The object is not a schema.</exception>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    internal static async Task<TableSchema> ReadAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var bytes = await WholeObject.ReadAsync(store, key, cancellationToken).ConfigureAwait(false);
        try
        {
            return TableSchema.Parse(bytes);
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
