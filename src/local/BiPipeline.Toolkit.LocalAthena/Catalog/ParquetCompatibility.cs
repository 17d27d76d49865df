using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>
/// The declared types that can read each Parquet type (Trino, ColumnReaderFactory and ParquetTypeUtils). Where Trino silently gives
/// different values (lists and maps as structs, decimals as bytes), the file does not fit, so that a test reports it.
/// </summary>
static class ParquetCompatibility
{
    /// <summary>Returns the name of the file's type that does not fit; null when all types fit.</summary>
    internal static string? Mismatch(TrinoType declared, ParquetNode node) => declared switch
    {
        TrinoType.ArrayType array => Array(array, node),
        TrinoType.MapType map => Map(map, node),
        TrinoType.RowType row => node.IsGroup && !IsCollection(node) ? Fields(row, node) : Name(node),
        _ => !node.IsGroup && Fits(declared, node) ? null : Name(node),
    };

    static bool Fits(TrinoType declared, ParquetNode node)
    {
        var annotation = node.Annotation;
        var isDecimal = annotation.Contains("DECIMAL", StringComparison.Ordinal);
        var isTime = annotation.Contains("TIME", StringComparison.Ordinal);
        switch (declared)
        {
            case TrinoType.BooleanType: return node.PhysicalType == "BOOLEAN";
            case TrinoType.IntegerType type:
                if (node.PhysicalType is not ("INT32" or "INT64") || annotation.Contains("DATE", StringComparison.Ordinal))
                {
                    return false;
                }
                return isDecimal ? node.Scale == 0 && node.Precision <= 18 : !isTime || (type.Bits == 64 && node.PhysicalType == "INT64");
            case TrinoType.RealType: return node.PhysicalType == "FLOAT";
            case TrinoType.DoubleType: return node.PhysicalType is "DOUBLE" or "FLOAT";
            case TrinoType.DecimalType type:
                return isDecimal
                    ? node.PhysicalType is "INT32" or "INT64" or "BYTE_ARRAY" or "FIXED_LEN_BYTE_ARRAY"
                    : node.PhysicalType == "INT32"
                        && !isTime
                        && !annotation.Contains("DATE", StringComparison.Ordinal)
                        && type.Precision <= 18;
            case TrinoType.DateType:
                return node.PhysicalType == "INT32"
                && (annotation.Contains("DATE", StringComparison.Ordinal) || annotation.Trim().Length == 0);
            case TrinoType.TimestampType:
                return node.PhysicalType == "INT96"
                || (node.PhysicalType == "INT64" && annotation.Contains("TIMESTAMP", StringComparison.Ordinal));
            case TrinoType.VarcharType type:
                return !isDecimal
                && (node.PhysicalType == "BYTE_ARRAY"
                    || (node.PhysicalType == "FIXED_LEN_BYTE_ARRAY" && type.Length == TrinoType.UnboundedLength));
            case TrinoType.CharType: return !isDecimal && node.PhysicalType == "BYTE_ARRAY";
            case TrinoType.VarbinaryType: return !isDecimal && node.PhysicalType is "BYTE_ARRAY" or "FIXED_LEN_BYTE_ARRAY";
            default: return false;
        }
    }

    static bool IsCollection(ParquetNode node) =>
        node.Annotation.Contains("LIST", StringComparison.Ordinal) || node.Annotation.Contains("MAP", StringComparison.Ordinal);

    static string? Array(TrinoType.ArrayType array, ParquetNode node)
    {
        if (!node.IsGroup || node.Children is not [{ Repeated: true } repeated]) { return Name(node); }
        var isElementItself = repeated.Children.Count != 1 || repeated.Name == "array" || repeated.Name == $"{node.Name}_tuple";
        return Mismatch(array.Element, isElementItself ? repeated with { Repeated = false } : repeated.Children[0]);
    }

    static string? Map(TrinoType.MapType map, ParquetNode node) =>
        node.IsGroup && node.Children is [{ Repeated: true, Children: [var key, var value] }]
            ? Mismatch(map.Key, key) ?? Mismatch(map.Value, value)
            : Name(node);

    // A field that is missing in the file is NULL.
    static string? Fields(TrinoType.RowType row, ParquetNode node) =>
        row.Fields.Select(field => field.Name is { } name && node.Find(name) is { } child ? Mismatch(field.Type, child) : null)
            .FirstOrDefault(mismatch => mismatch is not null);

    static string Name(ParquetNode node)
    {
        if (node.IsGroup) { return "group"; }
        var annotation = node.LogicalType is { Length: > 0 } logical ? logical : node.ConvertedType;
        return annotation is { Length: > 0 } ? $"{node.PhysicalType} ({annotation})" : node.PhysicalType ?? "unknown";
    }
}
