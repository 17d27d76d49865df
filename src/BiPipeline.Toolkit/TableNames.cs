namespace BiPipeline.Toolkit;

/// <summary>The names of a lake's tables. Each table is a folder, so all names must differ, including those of child tables.</summary>
static class TableNames
{
    internal static IEnumerable<string> Problems(IReadOnlyList<TableSchema> schemas)
    {
        if (schemas.Count == 0) { return ["Schemas is empty; expected at least one schema."]; }
        return schemas.SelectMany(schema => schema.Children.Select(child => child.Table).Prepend(schema.Table))
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(name => name.Count() > 1)
            .Select(name => string.Create(
                CultureInfo.InvariantCulture, $"Schemas has {name.Count()} tables named '{name.Key}'; expected one. Rename the others."));
    }
}
