namespace BiPipeline.Toolkit.Glue;

/// <summary>Merges table parameters: the toolkit's follow the schema, and others stay.</summary>
static class ParameterMerge
{
    internal static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, string> wanted,
        List<CatalogChange> changes)
    {
        var merged = new SortedDictionary<string, string>(parameters.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        var isOlder = Version(wanted) < Version(parameters);
        foreach (var (name, value) in wanted)
        {
            var current = parameters.GetValueOrDefault(name);
            if (current == value || (name == "EXTERNAL" && "TRUE".Equals(current, StringComparison.OrdinalIgnoreCase))) { continue; }
            // A writer with an older schema adds its columns and reverts no parameter.
            if (isOlder && current is not null) { continue; }
            // The schema's hash and the toolkit's version change only with other changes, so that a new column in one table does not write
            // the others.
            merged[name] = value;
            if (!IsBookkeeping(name) || current is null)
            {
                changes.Add(new(CatalogChangeKind.SetProperty, $"property {name}", current, value));
            }
        }
        if (isOlder) { return merged; }
        foreach (var name in parameters.Keys.Where(name => IsProjection(name) && !wanted.ContainsKey(name)))
        {
            merged.Remove(name);
            changes.Add(new(CatalogChangeKind.RemoveProperty, $"property {name}", parameters[name], null));
        }
        return merged;
    }

    static bool IsBookkeeping(string name) => name is CatalogParameters.SchemaHash or CatalogParameters.SchemaVersion
        or CatalogParameters.RowsHash or CatalogParameters.Partitions or CatalogParameters.ToolkitVersion;

    static bool IsProjection(string name) =>
        name.StartsWith("projection.", StringComparison.Ordinal) || name == PartitionProjection.Template;

    static int Version(IReadOnlyDictionary<string, string> parameters) =>
        int.TryParse(
            parameters.GetValueOrDefault(CatalogParameters.SchemaVersion),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var version)
            ? version
            : 0;
}
