using System.Globalization;
using OrdersPipeline.Results;

namespace OrdersPipeline.Printing;

/// <summary>Formats a value of a result for a table.</summary>
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

    // In the views, only shares and growth are doubles.
    static bool IsRatio(ResultColumn column) => column.Type is "double";
}
