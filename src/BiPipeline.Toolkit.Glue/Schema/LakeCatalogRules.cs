namespace BiPipeline.Toolkit.Glue;

/// <summary>Rules of Glue and Athena, some of which Athena checks only at query time.</summary>
static class LakeCatalogRules
{
    const string FileScheme = "file://";
    const string NameForm = "1 to 255 lower-case letters, digits and _";
    const int MaxLocation = 2_056;
    const int MaxType = 131_072;

    internal static IEnumerable<string> Check(LakeCatalogOptions options, string location)
    {
        if (!IsName(options.Database))
        {
            yield return $"Database '{options.Database}' is not a valid name; expected {NameForm}.";
        }
        var root = location.Length == 0 ? "" : options.Location;
        if (!root.StartsWith(FileScheme, StringComparison.Ordinal) && LakeLayout.RootProblem(root) is { } problem)
        {
            yield return problem;
        }
        if (location.AsSpan().IndexOfAny("*?${}") >= 0 || location.Any(char.IsControl))
        {
            yield return $"Location '{location}' has one of * ? $ {{ }} or a control character; expected a plain folder.";
        }
    }

    internal static IEnumerable<string> Check(IReadOnlyList<GlueTableInput> tables)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            if (!IsName(table.Name)) { yield return $"Table '{table.Name}' is not a valid name; expected {NameForm}."; }
            if (!names.Add(table.Name))
            {
                yield return $"Table '{table.Name}' has two definitions; expected one. The toolkit adds tables with _raw and _quarantine.";
            }
            if (table.Storage.Location is { Length: > MaxLocation } place)
            {
                yield return $"Table '{table.Name}' has a location of {Number(place.Length)} characters; "
                    + $"expected at most {Number(MaxLocation)}.";
            }
            foreach (var column in table.Storage.Columns.Where(column => column.Type?.Length > MaxType))
            {
                yield return $"Table '{table.Name}', column '{column.Name}': the type has {Number(column.Type!.Length)} characters; "
                    + $"expected at most {Number(MaxType)}. Make it a string.";
            }
            foreach (var problem in PartitionProjection.Check(table)) { yield return problem; }
        }
    }

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= TableSchema.MaxNameLength
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');

    static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
