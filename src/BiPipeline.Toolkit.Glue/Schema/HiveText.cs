using System.Collections.Frozen;

namespace BiPipeline.Toolkit.Glue;

/// <summary>Quotes names and texts for Athena's Hive DDL, so that no content can end them.</summary>
static class HiveText
{
    /// <summary>Athena's reserved words of DDL ("Reserved keywords"), lower case.</summary>
    static readonly FrozenSet<string> Reserved = (
        "all alter and array as authorization between bigint binary boolean both by cache case cashe cast char column conf constraint "
        + "comment commit create cross cube current "
        + "current_date current_timestamp cursor database date dayofweek decimal delete describe distinct div double drop "
        + "else end exchange exists extended external extract "
        + "false fetch float floor following for foreign from full function grant group grouping having "
        + "if import in inner insert int integer intersect interval into is join "
        + "lateral left less like local macro map more none not null numeric of on only or order out outer over "
        + "partialscan partition percent preceding precision preserve "
        + "primary procedure range reads reduce regexp references revoke right rlike rollback rollup row rows "
        + "select set smallint start table tablesample then time timestamp to "
        + "transform trigger true truncate unbounded union uniquejoin update user using utc_timestamp "
        + "values varchar views when where window with")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    internal static string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    internal static string Text(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var character in text)
        {
            switch (character)
            {
                case '\'' or '\\':
                    literal.Append('\\').Append(character);
                    break;
                case '\n':
                    literal.Append("\\n");
                    break;
                case '\r':
                    literal.Append("\\r");
                    break;
                default:
                    literal.Append(character);
                    break;
            }
        }
        return literal.Append('\'').ToString();
    }

    /// <summary>Returns a type with its field names quoted where DDL would read them differently.</summary>
    internal static string Type(string type) => DataType.TryParse(type, out var parsed, out _) ? Type(parsed) : type;

    static string Type(DataType type) => type switch
    {
        DataType.ArrayType array => $"array<{Type(array.Element)}>",
        DataType.MapType map => $"map<string,{Type(map.Value)}>",
        DataType.StructType fields =>
            $"struct<{string.Join(',', fields.Fields.Select(field => $"{FieldName(field.Name)}:{Type(field.Type)}"))}>",
        _ => type.ToString(),
    };

    static string FieldName(string name) => name[0] == '_' || Reserved.Contains(name) ? Name(name) : name;
}
