using BiPipeline.Toolkit.LocalAthena.Analysis;
using BiPipeline.Toolkit.LocalAthena.Sql;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Casts from and to JSON, which is text in DuckDB.</summary>
static class JsonConversion
{
    internal static string? ToJson(Typed value) => value.Type switch
    {
        TrinoType.UnknownType => "CAST(NULL AS VARCHAR)",
        TrinoType.JsonType => value.Sql,
        TrinoType.BooleanType or TrinoType.IntegerType or TrinoType.DecimalType => $"CAST({value.Sql} AS VARCHAR)",
        TrinoType.DoubleType or TrinoType.RealType => $"{LocalFunctions.JsonNumber}(CAST({value.Sql} AS DOUBLE))",
        { IsText: true } or TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType =>
            $"{LocalFunctions.JsonQuote}({Conversion.ToText(value)})",
        TrinoType.ArrayType type => Array(value.Sql, type),
        TrinoType.MapType { Key: { IsText: true } } type => Map(value.Sql, type),
        TrinoType.RowType type => Row(value.Sql, type),
        _ => null,
    };

    /// <summary>A JSON null becomes NULL whatever the type.</summary>
    internal static string? FromJson(string json, TrinoType target) => target switch
    {
        TrinoType.JsonType => json,
        TrinoType.VarcharType => $"{LocalFunctions.JsonScalarText}({json})",
        TrinoType.BooleanType
            or TrinoType.IntegerType
            or TrinoType.DoubleType
            or TrinoType.RealType
            or TrinoType.DecimalType
            or TrinoType.DateType
            or TrinoType.TimestampType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonScalarText}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.ArrayType type => Elements(json, type),
        TrinoType.MapType { Key: { IsText: true } } type => Entries(json, type),
        TrinoType.RowType type => Fields(json, type),
        _ => null,
    };

    static string? Array(string sql, TrinoType.ArrayType type)
    {
        var name = Conversion.LambdaName(sql);
        return ToJson(new(name, type.Element)) is { } element
            ? $"('[' || array_to_string(list_transform({sql}, lambda {name}: coalesce({element}, 'null')), ',') || ']')"
            : null;
    }

    static string? Map(string sql, TrinoType.MapType type)
    {
        var name = Conversion.LambdaName(sql);
        return ToJson(new($"{name}.\"value\"", type.Value)) is { } value
            ? $"('{{' || array_to_string(list_transform(list_sort(map_entries({sql})), lambda {name}: "
                + $"{LocalFunctions.JsonQuote}({name}.\"key\") || ':' || coalesce({value}, 'null')), ',') || '}}')"
            : null;
    }

    static string? Row(string sql, TrinoType.RowType type)
    {
        var members = new string[type.Fields.Count];
        for (var i = 0; i < members.Length; i++)
        {
            if (ToJson(Conversion.RowFieldOf(sql, type, i)) is not { } member) { return null; }
            var name = System.Text.Json.JsonSerializer.Serialize(type.Fields[i].Name ?? "", FunctionJson.Default.String);
            members[i] = $"{SqlText.Literal($"{(i == 0 ? "" : ",")}{name}:")} || coalesce({member}, 'null')";
        }
        return $"CASE WHEN {sql} IS NOT NULL THEN '{{' || {string.Join(" || ", members)} || '}}' END";
    }

    static string? Elements(string json, TrinoType.ArrayType type)
    {
        var name = Conversion.LambdaName(json);
        return FromJson(name, type.Element) is { } element
            ? $"list_transform({LocalFunctions.JsonElements}({json}), lambda {name}: {element})"
            : null;
    }

    static string? Entries(string json, TrinoType.MapType type)
    {
        var name = Conversion.LambdaName(json);
        return FromJson(name, type.Value) is { } value
            ? $"map({LocalFunctions.JsonKeys}({json}), list_transform({LocalFunctions.JsonMembers}({json}), lambda {name}: {value}))"
            : null;
    }

    static string? Fields(string json, TrinoType.RowType type)
    {
        var fields = new string[type.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var member = $"{LocalFunctions.JsonMember}({json}, {SqlText.Literal(type.Fields[i].Name ?? "")}, {Conversion.Number(i)})";
            if (FromJson(member, type.Fields[i].Type) is not { } value) { return null; }
            fields[i] = $"{SqlText.Name(type.FieldName(i))} := {value}";
        }
        return $"CASE WHEN {LocalFunctions.Present}({json}) THEN struct_pack({string.Join(", ", fields)}) END";
    }
}
