namespace BiPipeline.Toolkit.Flattening;

/// <summary>Builds the tree of readers for an item: one level per path segment, with a column's reader at the end of each path.</summary>
static class ItemReaders
{
    /// <summary>Builds the item's readers.</summary>
    /// <param name="columns">The schema's columns.</param>
    /// <param name="targets">Columns that receive the values, in the order of <paramref name="columns"/>.</param>
    /// <param name="children">Readers of child lists and their paths.</param>
    internal static MembersReader Build(
        IReadOnlyList<SchemaColumn> columns,
        IReadOnlyList<Column> targets,
        IReadOnlyList<(AttributePath Path, AttributeReader Reader)> children)
    {
        var takers = columns
            .Select((column, index) =>
                (column.Path, Reader: ColumnReader.For(targets[index], ValueRules.Of(column), FieldNames.Of(column))))
            .Concat(children)
            .GroupBy(taker => taker.Path, taker => taker.Reader)
            .Select(group => (Path: group.Key, Reader: group.Count() == 1 ? group.First() : new SharedReader([.. group])));

        var item = new MembersReader(MemberRules.Item);
        var maps = new Dictionary<AttributePath, MembersReader>();
        foreach (var (path, reader) in takers)
        {
            var members = item;
            for (var depth = 1; depth < path.Segments.Count; depth++)
            {
                members = MapAt(maps, members, AttributePath.Of([.. path.Segments.Take(depth)]));
            }
            members.Add(path.Segments[^1], reader);
        }
        return item;
    }

    static MembersReader MapAt(Dictionary<AttributePath, MembersReader> maps, MembersReader parent, AttributePath path)
    {
        if (!maps.TryGetValue(path, out var members))
        {
            var reader = new PathReader();
            parent.Add(path.Segments[^1], reader);
            maps.Add(path, members = reader.Members);
        }
        return members;
    }
}
