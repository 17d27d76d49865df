namespace BiPipeline.Toolkit.Athena;

/// <summary>What those who read a business view rely on: its columns and their types. New ones may come.</summary>
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
                broken.Add($"turns column '{column.Name}' from {column.Type} into {type}");
            }
        }
        if (broken.Count > 0)
        {
            throw new ViewException([$"it {string.Join(", ", broken)}, which others may read; allow breaking changes if that is meant."]);
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

    // A result's metadata tells no element types, and no lengths that matter.
    static string BaseOf(string? type) => type switch
    {
        null => "",
        _ when type.StartsWith("decimal", StringComparison.Ordinal) => type,
        _ when type.StartsWith("varchar", StringComparison.Ordinal) => "string",
        _ => type.Split('<', '(')[0],
    };
}
