namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The rows of a unit of the processed zone, by schema.</summary>
sealed class RowContent(IObjectStore store, LakeSchemas schemas, RewriteUnit unit, RewriteOptions options) : IUnitContent
{
    // In the order of their first objects, so that outputs do not depend on anything else.
    readonly List<RowsOfSchema> _groups = [];
    readonly Dictionary<string, RowsOfSchema> _byName = new(StringComparer.Ordinal);

    public async Task ReadAsync(RewriteInput input, CancellationToken cancellationToken)
    {
        var key = input.Key.ToString();
        ILakeFileReader reader;
        try
        {
            reader = await LakeFileReaders.OpenAsync(store, key, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            // Another run has rewritten it.
            return;
        }
        using (reader)
        {
            if (reader.RowCount != input.Key.Rows)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"Object '{key}' has {reader.RowCount} rows; expected {input.Key.Rows} by its name."));
            }
            var group = GroupOf(key, reader);
            group.Inputs.Add(input);
            for (var i = 0; i < reader.RowGroups.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reader.ReadRowGroup(i, group.Buffer);
                group.TakeRows();
            }
        }
    }

    public Rewritten Finish()
    {
        RowsOfSchema[] changed = [.. _groups.Where(group => !group.IsUnchanged)];
        return new(
            [.. changed.SelectMany(group => group.Inputs)],
            [.. changed.SelectMany(group => group.Finish())],
            changed.Sum(group => group.Rows),
            changed.Sum(group => group.Repeated),
            changed.Sum(group => group.LeftOut));
    }

    public void Dispose()
    {
        foreach (var group in _groups) { group.Dispose(); }
    }

    RowsOfSchema GroupOf(string key, ILakeFileReader reader)
    {
        var table = schemas.TableOf(key, reader.Metadata);
        if (table.Name != unit.Table)
        {
            throw new InvalidDataException($"Object '{key}' is of table '{table.Name}' by its footer; expected that of its folder.");
        }
        var hash = reader.Metadata[LakeSchemas.HashName];
        var name = options.Merges ? hash : key;
        if (_byName.TryGetValue(name, out var group)) { return group; }
        group = new(table, unit.Partition, hash, options.Merges ? unit.Rows : reader.RowCount, options);
        _byName.Add(name, group);
        _groups.Add(group);
        return group;
    }
}
