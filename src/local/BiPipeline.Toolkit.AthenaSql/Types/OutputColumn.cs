namespace BiPipeline.Toolkit.AthenaSql.Types;

/// <summary>A column of a query's result; without a name it appears as <c>_colN</c>.</summary>
sealed record OutputColumn(string? Name, TrinoType Type);
