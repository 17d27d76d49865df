namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Finds the tables of a record: those whose <see cref="TableSchema.Entity"/> matches, and those without an entity whose name is that of
/// the stream's table (or that are the only schema). An item that changes its entity is deleted in its old table.
/// </summary>
sealed class RecordRouter
{
    readonly (byte[] Name, EntityMatcher? Entity, bool IsInKeys)[] _tables;
    readonly List<RecordRoute> _routes = [];

    internal RecordRouter(IReadOnlyList<TableSchema> schemas)
    {
        _tables = [.. schemas.Select(schema => (Encoding.UTF8.GetBytes(schema.Table), MatcherOf(schema), IsInKeys(schema)))];
        if (schemas.GroupBy(schema => schema.Table, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new SchemaException($"'{twice.Key}'", [$"Two schemas have the table name '{twice.Key}'."]);
        }
    }

    /// <summary>True when one table takes every record.</summary>
    internal bool IsSingle => _tables is [(_, null, _)];

    /// <summary>
    /// Whether a record that no table takes could be some table's: it lacks the old image by which the table would be known.
    /// </summary>
    internal bool LacksOldImage { get; private set; }

    /// <summary>The tables that take a record; none when no schema does. The list is reused.</summary>
    internal List<RecordRoute> Route(ReadOnlySpan<byte> record, ref readonly RecordLayout layout)
    {
        _routes.Clear();
        LacksOldImage = false;
        var source = layout.SourceTable(record);
        var lacksOldImage = IsOldImageMissing(in layout);
        for (var i = 0; i < _tables.Length; i++)
        {
            var (name, entity, isInKeys) = _tables[i];
            if (entity is null)
            {
                if (_tables.Length == 1 || IsNamed(source, name)) { _routes.Add(new(i, AsDeleted: false, LacksOldImage: false)); }
                continue;
            }
            var lacksEntity = lacksOldImage && !isInKeys;
            LacksOldImage |= lacksEntity;
            if (IsNow(record, in layout, entity)) { _routes.Add(new(i, AsDeleted: false, lacksEntity)); }
            else if (layout.IsModify && entity.Matches(record[layout.OldImage]))
            {
                _routes.Add(new(i, AsDeleted: true, LacksOldImage: false));
            }
        }
        return _routes;
    }

    // An item that changes its entity, or is deleted, is known in its old table by the old image alone. A view type without old images is
    // refused for inserts too: the table's later changes could not follow.
    static bool IsOldImageMissing(ref readonly RecordLayout layout)
    {
        if (!layout.Item.Equals(default)) { return false; }
        if (layout.HasOldImages == false) { return true; }
        var isChange = layout.IsModify || layout.IsRemove || (layout.IsExport && layout.NewImage.Equals(default));
        return isChange && layout.OldImage.Equals(default);
    }

    static bool IsInKeys(TableSchema schema) =>
        schema.Entity is { } entity && schema.GetKeyColumns().Any(column => column.Path.Segments[0] == entity.Attribute);

    static bool IsNamed(ReadOnlySpan<byte> source, byte[] name) =>
        !source.IsEmpty && (source.SequenceEqual(name) || InSnakeCase(source).AsSpan().SequenceEqual(name));

    static byte[] InSnakeCase(ReadOnlySpan<byte> name) =>
        Encoding.UTF8.GetBytes(ColumnName.FromPath(AttributePath.Of(Encoding.UTF8.GetString(name))));

    static EntityMatcher? MatcherOf(TableSchema schema) => schema.Entity is { } entity ? new EntityMatcher(entity) : null;

    static bool IsNow(ReadOnlySpan<byte> record, ref readonly RecordLayout layout, EntityMatcher entity) =>
        entity.Matches(record[layout.Keys])
        || entity.Matches(record[layout.NewImage])
        || entity.Matches(record[layout.Item])
        || (layout.NewImage.Equals(default) && entity.Matches(record[layout.OldImage]));
}
