namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>A parameter's or result's type of a <see cref="ScalarFunction"/>.</summary>
readonly record struct ScalarType(DuckDbType Type, int Scale = 0, bool IsList = false)
{
    internal static ScalarType Boolean { get; } = new(DuckDbType.Boolean);

    internal static ScalarType Integer { get; } = new(DuckDbType.Integer);

    internal static ScalarType Bigint { get; } = new(DuckDbType.BigInt);

    internal static ScalarType Float { get; } = new(DuckDbType.Float);

    internal static ScalarType Double { get; } = new(DuckDbType.Double);

    internal static ScalarType Varchar { get; } = new(DuckDbType.Varchar);

    internal static ScalarType Blob { get; } = new(DuckDbType.Blob);

    internal static ScalarType Date { get; } = new(DuckDbType.Date);

    internal static ScalarType Timestamp { get; } = new(DuckDbType.Timestamp);

    /// <summary>DECIMAL(38, scale).</summary>
    internal static ScalarType Decimal(int scale) => new(DuckDbType.Decimal, scale);

    internal nint Create()
    {
        var type = Type == DuckDbType.Decimal ? NativeMethods.duckdb_create_decimal_type(38, (byte)Scale) : NativeMethods.duckdb_create_logical_type((int)Type);
        if (!IsList) { return type; }
        var list = NativeMethods.duckdb_create_list_type(type);
        NativeMethods.duckdb_destroy_logical_type(ref type);
        return list;
    }
}
