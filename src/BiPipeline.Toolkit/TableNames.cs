namespace BiPipeline.Toolkit;

/// <summary>The tables of a lake, each of which is a folder: no two may have one name, children included.</summary>
static class TableNames
{
    internal static IEnumerable<string> Problems(IReadOnlyList<TableSchema> schemas)
    {
        if (schemas.Count == 0) { return ["Schemas is empty; it needs at least one schema."]; }
        return schemas.SelectMany(schema => schema.Children.Select(child => child.Table).Prepend(schema.Table))
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(name => name.Count() > 1)
            .Select(name => string.Create(
                CultureInfo.InvariantCulture, $"Schemas has {name.Count()} tables named '{name.Key}'; they would share a folder."));
    }
}
