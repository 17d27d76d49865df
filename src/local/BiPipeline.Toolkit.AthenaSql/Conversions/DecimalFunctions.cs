using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>
/// Decimal arithmetic that DuckDB lacks or does in floating point. A DuckDB function has fixed scales, so each triple of scales in a
/// statement needs one; <see cref="Needed"/> finds them in the statement's SQL.
/// </summary>
static class DecimalFunctions
{
    /// <summary>The start of each name, before operation and scales.</summary>
    internal const string Prefix = "la_dec_";

    internal static DuckSql Divide(DuckSql left, int leftScale, DuckSql right, int rightScale, TrinoType.DecimalType result) =>
        Call("div", leftScale, left, rightScale, right, result);

    internal static DuckSql Modulus(DuckSql left, int leftScale, DuckSql right, int rightScale, TrinoType.DecimalType result) =>
        Call("mod", leftScale, left, rightScale, right, result);

    /// <summary>Rounds a decimal, half away from zero, to <paramref name="digits"/> after the point. Keeps the scale.</summary>
    internal static DuckSql Round(DuckSql value, int scale, DuckSql digits, TrinoType.DecimalType result) =>
        $"CAST({Name("round", scale, 0, scale)}(CAST({value} AS {Wide(scale)}), CAST({digits} AS BIGINT)) AS {result.DuckDb})";

    /// <summary>Sets the digits after <paramref name="digits"/> after the point to zero. Keeps the type.</summary>
    internal static DuckSql Truncate(DuckSql value, TrinoType.DecimalType type, DuckSql digits) =>
        $"CAST({Name("trunc", type.Scale, 0, type.Scale)}(CAST({value} AS {Wide(type.Scale)}), {digits}) AS {type.DuckDb})";

    internal static DuckSql FromText(DuckSql text, TrinoType.DecimalType result) =>
        $"CAST({Name("text", 0, 0, result.Scale)}({text}, {Number(result.Precision)}) AS {result.DuckDb})";

    internal static DuckSql FromDouble(DuckSql value, TrinoType.DecimalType result) =>
        $"CAST({Name("double", 0, 0, result.Scale)}(CAST({value} AS DOUBLE), {Number(result.Precision)}) AS {result.DuckDb})";

    /// <summary>Returns the functions that a statement calls.</summary>
    internal static IEnumerable<string> Needed(string sql)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var start = sql.IndexOf(Prefix, StringComparison.Ordinal); start >= 0; start = sql.IndexOf(
            Prefix,
            start + 1,
            StringComparison.Ordinal))
        {
            var end = sql.IndexOf('(', start);
            if (end > start && IsName(sql[start..end]) && seen.Add(sql[start..end])) { yield return sql[start..end]; }
        }
    }

    static DuckSql Call(string operation, int leftScale, DuckSql left, int rightScale, DuckSql right, TrinoType.DecimalType result) =>
        $"CAST({Name(operation, leftScale, rightScale, result.Scale)}(CAST({left} AS {Wide(leftScale)}), CAST({right} AS "
        + $"{Wide(rightScale)})) AS {result.DuckDb})";

    static string Wide(int scale) => $"DECIMAL(38,{Number(scale)})";

    static string Name(string operation, int left, int right, int result) =>
        $"{Prefix}{operation}_{Number(left)}_{Number(right)}_{Number(result)}";

    static bool IsName(string text) => text.Split('_') is { Length: 6 } parts && parts.Skip(3)
        .All(
            part =>
                int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var scale)
                    && scale <= TrinoType.DecimalType.MaxPrecision)
        && parts[2] is "div" or "mod" or "round" or "trunc" or "text" or "double";

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
