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
        TrinoType.BooleanType or TrinoType.IntegerType or TrinoType.DecimalType => Conversion.ToText(value),
        TrinoType.DoubleType => $"{LocalFunctions.JsonNumber}({value.Sql})",
        TrinoType.RealType => $"{LocalFunctions.JsonNumber}({LocalFunctions.WidenReal}({value.Sql}))",
        { IsText: true } or TrinoType.DateType or TrinoType.TimestampType =>
            $"{LocalFunctions.JsonQuote}({Conversion.ToText(value)!})",
        TrinoType.ArrayType type => Array(value.Sql, type),
        TrinoType.MapType type => Map(value.Sql, type),
        TrinoType.RowType type => Row(value.Sql, type),
        _ => null,
    };

    /// <summary>Whether a query may cast JSON to the type: it has no dates and times.</summary>
    internal static bool IsTarget(TrinoType type) => type switch
    {
        TrinoType.ArrayType array => IsTarget(array.Element),
        TrinoType.MapType map => IsTarget(map.Value),
        TrinoType.RowType row => row.Fields.All(field => IsTarget(field.Type)),
        _ => type is not (TrinoType.DateType or TrinoType.TimestampType),
    };

    /// <summary>Converts from JSON, to dates and times too; a JSON null becomes NULL in every type.</summary>
    internal static DuckSql? FromJson(DuckSql json, TrinoType target) => target switch
    {
        TrinoType.JsonType => json,
        TrinoType.VarcharType => $"{LocalFunctions.JsonVarchar}({json})",
        TrinoType.IntegerType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonInteger}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.DoubleType or TrinoType.RealType or TrinoType.DecimalType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonNumberText}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.BooleanType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonBoolean}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.DateType or TrinoType.TimestampType =>
            Conversion.TryCast(new($"{LocalFunctions.JsonScalarText}({json})", TrinoType.Varchar), target)?.Sql,
        TrinoType.ArrayType type => Elements(json, type),
        TrinoType.MapType type => Entries(json, type),
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
        if (ToJson(new($"{name}.\"value\"", type.Value)) is not { } value || Key(new($"{name}.\"key\"", type.Key)) is not { } key)
        {
            return null;
        }
        var texts = new DuckLambda([name], $"struct_pack(k_ := {key}, v_ := coalesce({value}, 'null'))");
        var entries = DuckSql.Lambda(one => $"{LocalFunctions.JsonQuote}({one}.k_) || ':' || {one}.v_");
        DuckSql sorted = $"list_sort(list_transform(map_entries({sql}), {texts}))";
        DuckSql members = $"list_transform({sorted}, {entries})";
        return DuckSql.Let(members, all =>
            $"CASE WHEN {all} IS NOT NULL THEN '{{' || coalesce(array_to_string({all}, ','), '') || '}}' END");
    }

    // The keys that a JSON object may have, as texts.
    static DuckSql? Key(Typed key) => key.Type switch
    {
        TrinoType.DoubleType => $"trim({LocalFunctions.JsonNumber}({key.Sql}), '\"')",
        TrinoType.RealType => $"trim({LocalFunctions.JsonNumber}({LocalFunctions.WidenReal}({key.Sql})), '\"')",
        TrinoType.UnknownType => "''",
        { IsText: true } or { IsNumeric: true } or TrinoType.BooleanType => Conversion.ToText(key),
        _ => null,
    };

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
        var (name, text, map) = (new DuckParameter(), new DuckParameter(), new DuckParameter());
        if (FromJson(name, type.Value) is not { } value
            || type.Key is not ({ IsText: true } or { IsNumeric: true } or TrinoType.BooleanType or TrinoType.UnknownType)
            || Conversion.TryCast(new(text, TrinoType.Varchar), type.Key) is not { } key)
        {
            return null;
        }
        DuckSql keys = $"list_transform({LocalFunctions.JsonKeys}({map}), {new DuckLambda([text], key.Sql)})";
        DuckSql values = $"list_transform({LocalFunctions.JsonMembers}({map}), {new DuckLambda([name], value)})";
        return DuckLet.Of([(map, json)], $"map({keys}, {values})");
    }

    static DuckSql? Fields(DuckSql json, TrinoType.RowType type)
    {
        var row = new DuckParameter();
        var fields = new DuckSql[type.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            DuckSql member = $"{LocalFunctions.JsonMember}({row}, {SqlText.Literal(type.Fields[i].Name ?? "")}, {Conversion.Number(i)}, "
                + $"{Conversion.Number(fields.Length)})";
            if (FromJson(member, type.Fields[i].Type) is not { } value) { return null; }
            fields[i] = $"{SqlText.Name(type.FieldName(i))} := {value}";
        }
        return DuckLet.Of(
            [(row, json)],
            $"CASE WHEN {LocalFunctions.Present}({row}) THEN struct_pack({DuckSql.Join(", ", fields)}) END");
    }
}
