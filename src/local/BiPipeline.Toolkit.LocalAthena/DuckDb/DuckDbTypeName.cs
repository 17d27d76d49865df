using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>The names of the C API's logical types in DuckDB's SQL.</summary>
static class DuckDbTypeName
{
    internal static string Of(DuckDBLogicalType type) => NativeMethods.LogicalType.DuckDBGetTypeId(type) switch
    {
        DuckDBType.Decimal => string.Create(
            CultureInfo.InvariantCulture,
            $"DECIMAL({NativeMethods.LogicalType.DuckDBDecimalWidth(type)},{NativeMethods.LogicalType.DuckDBDecimalScale(type)})"),
        DuckDBType.List => $"{Child(NativeMethods.LogicalType.DuckDBListTypeChildType(type))}[]",
        DuckDBType.Map =>
            $"MAP({Child(NativeMethods.LogicalType.DuckDBMapTypeKeyType(type))}, "
            + $"{Child(NativeMethods.LogicalType.DuckDBMapTypeValueType(type))})",
        DuckDBType.Struct => Struct(type),
        var plain => plain.ToString().ToUpperInvariant(),
    };

    static string Struct(DuckDBLogicalType type)
    {
        var fields = new string[(int)NativeMethods.LogicalType.DuckDBStructTypeChildCount(type)];
        for (var i = 0; i < fields.Length; i++)
        {
            var name = SqlText.Name(NativeMethods.LogicalType.DuckDBStructTypeChildName(type, i));
            fields[i] = $"{name} {Child(NativeMethods.LogicalType.DuckDBStructTypeChildType(type, i))}";
        }
        return fields is ["\"t\" TIMESTAMP", "\"z\" VARCHAR"] ? "STRUCT(t TIMESTAMP, z VARCHAR)" : $"STRUCT({string.Join(", ", fields)})";
    }

    static string Child(DuckDBLogicalType type)
    {
        using (type) { return Of(type); }
    }
}
