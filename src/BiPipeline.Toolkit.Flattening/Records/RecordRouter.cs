namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Decides which tables take a record: those whose <see cref="TableSchema.Entity"/> it is, and those without one, if its stream is their
/// <see cref="TableSchema.Source"/>. An item that changes its entity is deleted in its old table.
/// </summary>
sealed class RecordRouter
{
    readonly (SourceMatcher Source, EntityMatcher? Entity, bool IsInKeys)[] _tables;
    readonly (int Table, EntityMatcher Entity)[] _ignored;
    readonly List<RecordRoute> _routes = [];

    internal RecordRouter(IReadOnlyList<TableSchema> schemas, IReadOnlyList<EntityFilter> ignored)
    {
        _tables = [.. schemas.Select(schema => (new SourceMatcher(schema, schemas.Count == 1), MatcherOf(schema), IsInKeys(schema)))];
        _ignored =
        [
            .. schemas.SelectMany((schema, table) => schema.Ignored.Select(filter => (table, new EntityMatcher(filter)))),
            .. ignored.Select(filter => (0, new EntityMatcher(filter))),
        ];
        if (schemas.GroupBy(schema => schema.Table, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new SchemaException($"'{twice.Key}'", [$"Two schemas have the table name '{twice.Key}'."]);
        }
        Wanted = string.Join(" or ", _tables.Select(table => table.Source.Words).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The source of the only table, if that alone decides; null when records must be looked at first.</summary>
    internal SourceMatcher? OnlySource => _tables is [(var source, null, _)] && _ignored.Length == 0 ? source : null;

    /// <summary>What the tables take, in words.</summary>
    internal string Wanted { get; }

    /// <summary>
    /// Whether a record without a table could belong to one: it lacks the old image that would identify the table.
    /// </summary>
    internal bool LacksOldImage { get; private set; }

    /// <summary>Whether a record that no table takes is of another DynamoDB table or Region.</summary>
    internal bool IsOfAnotherSource { get; private set; }

    /// <summary>The table whose schema, or whose flattener's options, ignore the record; null when it is not ignored.</summary>
    internal int? IgnoringTable { get; private set; }

    /// <summary>The tables that take a record; none when no schema does. The list is reused.</summary>
    internal List<RecordRoute> Route(ReadOnlySpan<byte> record, ref readonly RecordLayout layout)
    {
        _routes.Clear();
        (LacksOldImage, IsOfAnotherSource, IgnoringTable) = (false, false, null);
        var source = layout.Source(record);
        var lacksOldImage = IsOldImageMissing(in layout);
        var isEntity = false;
        for (var i = 0; i < _tables.Length; i++)
        {
            var (wanted, entity, isInKeys) = _tables[i];
            if (!wanted.Takes(in source))
            {
                IsOfAnotherSource |= _tables.Length == 1 || !source.Table.IsEmpty;
                continue;
            }
            if (entity is null)
            {
                _routes.Add(new(i, AsDeleted: false, LacksOldImage: false));
                continue;
            }
            var lacksEntity = lacksOldImage && !isInKeys && !entity.Matches(record[layout.Keys]);
            LacksOldImage |= lacksEntity;
            if (entity.MatchesNow(record, in layout)) { _routes.Add(new(i, AsDeleted: false, lacksEntity)); }
            else if (HasBothImages(in layout) && entity.Matches(record[layout.OldImage]))
            {
                _routes.Add(new(i, AsDeleted: true, LacksOldImage: false));
            }
            else { continue; }
            isEntity = true;
        }
        if (!isEntity) { FindIgnoring(record, in layout); }
        return _routes;
    }

    void FindIgnoring(ReadOnlySpan<byte> record, ref readonly RecordLayout layout)
    {
        foreach (var (table, entity) in _ignored)
        {
            if (!entity.MatchesNow(record, in layout)) { continue; }
            IgnoringTable = table;
            _routes.Clear();
            return;
        }
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

    // An incremental export's line with both images is an update, without a name that says so.
    static bool HasBothImages(ref readonly RecordLayout layout) =>
        layout.IsModify || (layout.IsExport && !layout.NewImage.Equals(default) && !layout.OldImage.Equals(default));

    /// <summary>
    /// Whether a schema needs old images: its entity is an attribute outside the keys, so an item that changes its entity is known in its
    /// old table by the old image alone.
    /// </summary>
    internal static bool NeedsOldImages(TableSchema schema) => schema.Entity is not null && !IsInKeys(schema);

    static bool IsInKeys(TableSchema schema) =>
        schema.Entity is { } entity
        && (entity.Prefix is not null || schema.GetKeyColumns().Any(column => column.Path.Segments[0] == entity.Attribute));

    static EntityMatcher? MatcherOf(TableSchema schema) => schema.Entity is { } entity ? new EntityMatcher(entity) : null;
}
