namespace BiPipeline.Toolkit.Athena;

/// <summary>The contract of a business view: its columns and their types must stay. New columns may follow.</summary>
static class ViewContract
{
    internal static void Check(GlueTableInput existing, IReadOnlyList<AthenaColumn> next)
    {
        List<string> broken = [];
        foreach (var column in existing.Storage.Columns)
        {
            var same = next.FirstOrDefault(candidate => candidate.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
            if (same is null) { broken.Add($"loses column '{column.Name}'"); }
            else if (HiveTypeOf(same) is var type && type != BaseOf(column.Type))
            {
                broken.Add($"changes column '{column.Name}' from {column.Type} to {type}");
            }
        }
        if (broken.Count > 0)
        {
            throw new ViewException([$"it {string.Join(", ", broken)}; expected its columns to stay. Allow breaking changes to apply it."]);
        }
    }

    static string HiveTypeOf(AthenaColumn column) => column.Type switch
    {
        "varchar" => "string",
        "integer" => "int",
        "real" => "float",
        "varbinary" => "binary",
        "row" => "struct",
        "decimal" => string.Create(CultureInfo.InvariantCulture, $"decimal({column.Precision},{column.Scale})"),
        var type => type,
    };

    // A result's metadata has no element types, and no relevant lengths.
    static string BaseOf(string? type) => type switch
    {
        null => "",
        _ when type.StartsWith("decimal", StringComparison.Ordinal) => type,
        _ when type.StartsWith("varchar", StringComparison.Ordinal) => "string",
        _ => type.Split('<', '(')[0],
    };
}
