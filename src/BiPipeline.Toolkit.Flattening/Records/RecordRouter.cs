namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Finds the tables of a record: those whose <see cref="TableSchema.Entity"/> matches, and those without an entity whose name is that of
/// the stream's table (or that are the only schema). An item that changes its entity is deleted in its old table.
/// </summary>
sealed class RecordRouter
{
    readonly (byte[] Name, EntityMatcher? Entity)[] _tables;
    readonly List<(int Table, bool AsDeleted)> _routes = [];

    internal RecordRouter(IReadOnlyList<TableSchema> schemas)
    {
        _tables = [.. schemas.Select(schema => (Encoding.UTF8.GetBytes(schema.Table), MatcherOf(schema)))];
        if (schemas.GroupBy(schema => schema.Table, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new SchemaException($"'{twice.Key}'", [$"Two schemas have the table name '{twice.Key}'."]);
        }
    }

    /// <summary>Whether one table receives every record.</summary>
    internal bool IsSingle => _tables is [(_, null)];

    /// <summary>Returns the tables of a record; empty when no schema matches. The next call reuses the list.</summary>
    internal List<(int Table, bool AsDeleted)> Route(ReadOnlySpan<byte> record, ref readonly RecordLayout layout)
    {
        _routes.Clear();
        var source = layout.SourceTable(record);
        for (var i = 0; i < _tables.Length; i++)
        {
            var (name, entity) = _tables[i];
            if (entity is null)
            {
                if (_tables.Length == 1 || IsNamed(source, name)) { _routes.Add((i, false)); }
            }
            else if (IsNow(record, in layout, entity)) { _routes.Add((i, false)); }
            else if (layout.IsModify && entity.Matches(record[layout.OldImage])) { _routes.Add((i, true)); }
        }
        return _routes;
    }

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
