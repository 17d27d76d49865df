using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>A column of a result.</summary>
/// <param name="Name">The name; <c>_colN</c> when the query has none.</param>
/// <param name="Type">The full type, such as <c>decimal(12,2)</c> or <c>array(row(sku varchar))</c>.</param>
/// <param name="ResultType">The type's name in column information, without parameters.</param>
/// <param name="Precision">Number of digits of a decimal; Athena's value for other types.</param>
/// <param name="Scale">Number of digits after the point of a decimal.</param>
public sealed record LocalAthenaColumn(string Name, string Type, string ResultType, int Precision, int Scale)
{
    internal static LocalAthenaColumn Of(string name, TrinoType type) =>
        new(name, type.ToString(), type.ResultName, type.ResultSize.Precision, type.ResultSize.Scale);
}
