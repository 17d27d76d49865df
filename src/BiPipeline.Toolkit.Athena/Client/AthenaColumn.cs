namespace BiPipeline.Toolkit.Athena;

/// <summary>A column of a result.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">Athena's name of the type without parameters: <c>varchar</c>, <c>integer</c>, <c>decimal</c>, <c>array</c>, …</param>
/// <param name="Precision">Digits of a decimal; otherwise what the service says, which means little.</param>
/// <param name="Scale">Digits after the point of a decimal.</param>
public sealed record AthenaColumn(string Name, string Type, int Precision = 0, int Scale = 0);
