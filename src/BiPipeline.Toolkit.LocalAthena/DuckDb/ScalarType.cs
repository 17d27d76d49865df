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

    internal static ScalarType Timestamp { get; } = new(DuckDBType.Timestamp);

    /// <summary>Returns DECIMAL(38, scale).</summary>
    internal static ScalarType Decimal(int scale) => new(DuckDBType.Decimal, scale);

    internal DuckDBLogicalType Create()
    {
        var type = Type == DuckDBType.Decimal
            ? NativeMethods.LogicalType.DuckDBCreateDecimalType(38, (byte)Scale)
            : NativeMethods.LogicalType.DuckDBCreateLogicalType(Type);
        if (!IsList) { return type; }
        using (type) { return NativeMethods.LogicalType.DuckDBCreateListType(type); }
    }
}
