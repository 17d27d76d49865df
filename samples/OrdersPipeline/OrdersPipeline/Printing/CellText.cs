using System.Globalization;
using OrdersPipeline.Results;

namespace OrdersPipeline.Printing;

/// <summary>A value of a result as a person reads it in a table.</summary>
static class CellText
{
    internal static string Of(ResultColumn column, string? value) => value switch
    {
        null => "–",
        _ when IsRatio(column) => string.Create(
            CultureInfo.InvariantCulture,
            $"{double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture) * 100:0.0} %"),
        _ when column.Type is "decimal" =>
            decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("N2", CultureInfo.InvariantCulture),
        _ when column.Type is "bigint" or "integer" =>
            decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture),
        _ => value,
    };

    internal static bool IsNumeric(ResultColumn column) => column.Type is "decimal" or "bigint" or "integer" or "double";

    // The views keep shares and growth as doubles, and nothing else.
    static bool IsRatio(ResultColumn column) => column.Type is "double";
}
