using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>Casts to and from JSON, which is text in DuckDB.</summary>
static class JsonConversion
{
    internal static DuckSql? ToJson(Typed value) => value.Type switch
    {
        TrinoType.UnknownType => "CAST(NULL AS VARCHAR)",
        TrinoType.JsonType => value.Sql,
        TrinoType.BooleanType or TrinoType.IntegerType or TrinoType.DecimalType => $"CAST({value.Sql} AS VARCHAR)",
        TrinoType.DoubleType => $"{LocalFunctions.JsonNumber}({value.Sql})",
        TrinoType.RealType => $"{LocalFunctions.JsonNumber}({LocalFunctions.WidenReal}({value.Sql}))",
        { IsText: true } or TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType =>
            $"{LocalFunctions.JsonQuote}({Conversion.ToText(value)!})",
        TrinoType.ArrayType type => Array(value.Sql, type),
        TrinoType.MapType { Key: { IsText: true } } type => Map(value.Sql, type),
        TrinoType.RowType type => Row(value.Sql, type),
        _ => null,
    };

    /// <summary>Converts from JSON; a JSON null becomes NULL in every type.</summary>
    internal static DuckSql? FromJson(DuckSql json, TrinoType target) => target switch
    {
        TrinoType.JsonType => json,
        TrinoType.VarcharType => $"{LocalFunctions.JsonVarchar}({json})",
        TrinoType.IntegerType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonInteger}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.DoubleType or TrinoType.RealType or TrinoType.DecimalType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonNumberText}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.BooleanType
            or TrinoType.DateType
            or TrinoType.TimestampType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonScalarText}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.ArrayType type => Elements(json, type),
        TrinoType.MapType { Key: { IsText: true } } type => Entries(json, type),
        TrinoType.RowType type => Fields(json, type),
        _ => null,
    };

    static DuckSql? Array(DuckSql sql, TrinoType.ArrayType type)
    {
        var name = new DuckParameter();
        if (ToJson(new(name, type.Element)) is not { } element) { return null; }
        var elements = new DuckLambda([name], $"coalesce({element}, 'null')");
        return $"('[' || array_to_string(list_transform({sql}, {elements}), ',') || ']')";
    }

    static DuckSql? Map(DuckSql sql, TrinoType.MapType type)
    {
        var name = new DuckParameter();
        if (ToJson(new($"{name}.\"value\"", type.Value)) is not { } value) { return null; }
        var entries = new DuckLambda([name], $"{LocalFunctions.JsonQuote}({name}.\"key\") || ':' || coalesce({value}, 'null')");
        return $"('{{' || array_to_string(list_transform(list_sort(map_entries({sql})), {entries}), ',') || '}}')";
    }

    static DuckSql? Row(DuckSql sql, TrinoType.RowType type)
    {
        var row = sql.IsAtom ? null : new DuckParameter();
        var members = new DuckSql[type.Fields.Count];
        for (var i = 0; i < members.Length; i++)
        {
            if (ToJson(Conversion.RowFieldOf(row ?? sql, type, i)) is not { } member) { return null; }
            var name = System.Text.Json.JsonSerializer.Serialize(type.Fields[i].Name ?? "", FunctionJson.Default.String);
            members[i] = $"{SqlText.Literal($"{(i == 0 ? "" : ",")}{name}:")} || coalesce({member}, 'null')";
        }
        DuckSql json = $"CASE WHEN {row ?? sql} IS NOT NULL THEN '{{' || {DuckSql.Join(" || ", members)} || '}}' END";
        return row is null ? json : DuckLet.Of([(row, sql)], json);
    }

    static DuckSql? Elements(DuckSql json, TrinoType.ArrayType type)
    {
        var name = new DuckParameter();
        return FromJson(name, type.Element) is { } element
            ? (DuckSql)$"list_transform({LocalFunctions.JsonElements}({json}), {new DuckLambda([name], element)})"
            : null;
    }

    static DuckSql? Entries(DuckSql json, TrinoType.MapType type)
    {
        var (name, map) = (new DuckParameter(), new DuckParameter());
        if (FromJson(name, type.Value) is not { } value) { return null; }
        DuckSql values = $"list_transform({LocalFunctions.JsonMembers}({map}), {new DuckLambda([name], value)})";
        return DuckLet.Of([(map, json)], $"map({LocalFunctions.JsonKeys}({map}), {values})");
    }

    static DuckSql? Fields(DuckSql json, TrinoType.RowType type)
    {
        var row = new DuckParameter();
        var fields = new DuckSql[type.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            DuckSql member = $"{LocalFunctions.JsonMember}({row}, {SqlText.Literal(type.Fields[i].Name ?? "")}, {Conversion.Number(i)})";
            if (FromJson(member, type.Fields[i].Type) is not { } value) { return null; }
            fields[i] = $"{SqlText.Name(type.FieldName(i))} := {value}";
        }
        return DuckLet.Of(
            [(row, json)],
            $"CASE WHEN {LocalFunctions.Present}({row}) THEN struct_pack({DuckSql.Join(", ", fields)}) END");
    }
}
