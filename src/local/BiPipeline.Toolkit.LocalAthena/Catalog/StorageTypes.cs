using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Which types a table can have, and what they become (Trino, TypeConverter of Iceberg and HiveMetadata).</summary>
static class StorageTypes
{
    const int IcebergPrecision = 6;
    const int HivePrecision = 3;

    /// <summary>Returns the type of an Iceberg column for values of a type.</summary>
    internal static TrinoType Iceberg(TrinoType type) => type switch
    {
        TrinoType.BooleanType
            or TrinoType.RealType
            or TrinoType.DoubleType
            or TrinoType.DecimalType
            or TrinoType.VarbinaryType
            or TrinoType.DateType
            or TrinoType.UuidType
            or TrinoType.IntegerType { Bits: >= 32 }
            or TrinoType.TimestampType { Precision: IcebergPrecision }
            or TrinoType.TimestampTzType { Precision: IcebergPrecision } => type,
        TrinoType.VarcharType => TrinoType.Varchar,
        TrinoType.ArrayType array => TrinoType.Array(Iceberg(array.Element)),
        TrinoType.MapType map => TrinoType.Map(Iceberg(map.Key), Iceberg(map.Value)),
        TrinoType.RowType row => new TrinoType.RowType([.. row.Fields.Select(field => field with { Type = Iceberg(field.Type) })]),
        TrinoType.TimeType => throw Refused("Time precision (3) not supported for Iceberg. Use \"time(6)\" instead."),
        TrinoType.TimestampType { Precision: var precision } => throw Refused(string.Create(
            CultureInfo.InvariantCulture,
            $"Timestamp precision ({precision}) not supported for Iceberg. Use \"timestamp(6)\" instead.")),
        TrinoType.TimestampTzType { Precision: var precision } => throw Refused(string.Create(
            CultureInfo.InvariantCulture,
            $"Timestamp precision ({precision}) not supported for Iceberg. Use \"timestamp(6) with time zone\" instead.")),
        _ => throw Refused($"Type not supported for Iceberg: {type}"),
    };

    /// <summary>Returns the type of an Iceberg column that DDL declares: a timestamp has six digits there.</summary>
    internal static TrinoType DeclaredIceberg(TrinoType type) => type switch
    {
        TrinoType.TimestampType => new TrinoType.TimestampType(IcebergPrecision),
        TrinoType.ArrayType array => TrinoType.Array(DeclaredIceberg(array.Element)),
        TrinoType.MapType map => TrinoType.Map(DeclaredIceberg(map.Key), DeclaredIceberg(map.Value)),
        TrinoType.RowType row =>
            new TrinoType.RowType([.. row.Fields.Select(field => field with { Type = DeclaredIceberg(field.Type) })]),
        _ => Iceberg(type),
    };

    /// <summary>Checks a column of a Hive table.</summary>
    internal static TrinoType Hive(string column, TrinoType type)
    {
        if (type.Hive is null) { throw Refused($"Unsupported Hive type: {type}"); }
        return Precision(type) is { } precision && precision != HivePrecision
            ? throw Refused(
                $"Incorrect timestamp precision for {type}; the configured precision is MILLISECONDS; column name: {column}")
            : type;
    }

    static int? Precision(TrinoType type) => type switch
    {
        TrinoType.TimestampType timestamp => timestamp.Precision,
        TrinoType.ArrayType array => Precision(array.Element),
        TrinoType.MapType map => Precision(map.Key) ?? Precision(map.Value),
        TrinoType.RowType row => row.Fields.Select(field => Precision(field.Type)).FirstOrDefault(precision => precision is not null),
        _ => null,
    };

    static LocalAthenaQueryException Refused(string message) => new(FailureCode.NotSupported, message);
}
