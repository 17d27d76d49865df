namespace BiPipeline.Toolkit.Athena;

/// <summary>A column of a result.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">Athena's name of the type without parameters: <c>varchar</c>, <c>integer</c>, <c>decimal</c>, <c>array</c>, …</param>
/// <param name="Precision">Number of digits of a decimal; not meaningful for other types.</param>
/// <param name="Scale">Number of digits after the point of a decimal.</param>
public sealed record AthenaColumn(string Name, string Type, int Precision = 0, int Scale = 0);
