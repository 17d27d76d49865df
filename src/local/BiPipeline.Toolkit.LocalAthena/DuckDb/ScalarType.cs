namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>The type of a parameter or result of a <see cref="ScalarFunction"/>.</summary>
readonly record struct ScalarType(DuckDBType Type, int Scale = 0, bool IsList = false)
{
    internal static ScalarType Boolean { get; } = new(DuckDBType.Boolean);

    internal static ScalarType Integer { get; } = new(DuckDBType.Integer);

    internal static ScalarType Bigint { get; } = new(DuckDBType.BigInt);

    internal static ScalarType Float { get; } = new(DuckDBType.Float);

    internal static ScalarType Double { get; } = new(DuckDBType.Double);

    internal static ScalarType Varchar { get; } = new(DuckDBType.Varchar);

    internal static ScalarType Blob { get; } = new(DuckDBType.Blob);

    internal static ScalarType Date { get; } = new(DuckDBType.Date);

    internal static ScalarType Time { get; } = new(DuckDBType.Time);

    internal static ScalarType Timestamp { get; } = new(DuckDBType.Timestamp);

    internal static ScalarType Interval { get; } = new(DuckDBType.Interval);

    /// <summary>An instant and the zone that it is shown in: <c>STRUCT(t TIMESTAMP, z VARCHAR)</c>.</summary>
    internal static ScalarType Zoned { get; } = new(DuckDBType.Struct);

    /// <summary>The type as DuckDB's SQL spells it.</summary>
    internal string Sql
    {
        get
        {
            using var type = Create();
            return DuckDbTypeName.Of(type);
        }
    }

    /// <summary>DECIMAL(38, scale).</summary>
    internal static ScalarType Decimal(int scale) => new(DuckDBType.Decimal, scale);

    internal DuckDBLogicalType Create()
    {
        var type = Type switch
        {
            DuckDBType.Decimal => NativeMethods.LogicalType.DuckDBCreateDecimalType(38, (byte)Scale),
            DuckDBType.Struct => CheckedCast.Pair(Timestamp, "t\0"u8, Varchar, "z\0"u8),
            _ => NativeMethods.LogicalType.DuckDBCreateLogicalType(Type),
        };
        if (!IsList) { return type; }
        using (type) { return NativeMethods.LogicalType.DuckDBCreateListType(type); }
    }
}
