namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>A logical type of the C API as DuckDB's SQL spells it.</summary>
static unsafe class DuckDbTypeName
{
    internal static string Of(nint type)
    {
        switch ((DuckDbType)NativeMethods.duckdb_get_type_id(type))
        {
            case DuckDbType.Boolean: return "BOOLEAN";
            case DuckDbType.TinyInt: return "TINYINT";
            case DuckDbType.SmallInt: return "SMALLINT";
            case DuckDbType.Integer: return "INTEGER";
            case DuckDbType.BigInt: return "BIGINT";
            case DuckDbType.HugeInt: return "HUGEINT";
            case DuckDbType.Float: return "FLOAT";
            case DuckDbType.Double: return "DOUBLE";
            case DuckDbType.Varchar: return "VARCHAR";
            case DuckDbType.Blob: return "BLOB";
            case DuckDbType.Date: return "DATE";
            case DuckDbType.Time: return "TIME";
            case DuckDbType.Timestamp: return "TIMESTAMP";
            case DuckDbType.Interval: return "INTERVAL";
            case DuckDbType.Uuid: return "UUID";
            case DuckDbType.Decimal:
                return string.Create(CultureInfo.InvariantCulture, $"DECIMAL({NativeMethods.duckdb_decimal_width(type)},{NativeMethods.duckdb_decimal_scale(type)})");
            case DuckDbType.List:
                return Child(NativeMethods.duckdb_list_type_child_type(type)) + "[]";
            case DuckDbType.Map:
                return $"MAP({Child(NativeMethods.duckdb_map_type_key_type(type))}, {Child(NativeMethods.duckdb_map_type_value_type(type))})";
            case DuckDbType.Struct:
                var fields = new string[(int)NativeMethods.duckdb_struct_type_child_count(type)];
                for (var i = 0; i < fields.Length; i++) { fields[i] = $"{Sql.SqlText.Name(FieldName(type, i))} {Child(NativeMethods.duckdb_struct_type_child_type(type, (ulong)i))}"; }
                return fields is ["\"t\" TIMESTAMP", "\"z\" VARCHAR"] ? "STRUCT(t TIMESTAMP, z VARCHAR)" : $"STRUCT({string.Join(", ", fields)})";
            case var other: return other.ToString().ToUpperInvariant();
        }
    }

    static string Child(nint type)
    {
        try
        {
            return Of(type);
        }
        finally
        {
            NativeMethods.duckdb_destroy_logical_type(ref type);
        }
    }

    static string FieldName(nint type, int field)
    {
        var name = NativeMethods.duckdb_struct_type_child_name(type, (ulong)field);
        try
        {
            return Marshal.PtrToStringUTF8(name) ?? "";
        }
        finally
        {
            NativeMethods.duckdb_free(name);
        }
    }
}
