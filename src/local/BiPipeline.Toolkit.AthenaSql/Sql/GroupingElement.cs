namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One element of GROUP BY: expressions, or sets of them in GROUPING SETS, ROLLUP or CUBE.</summary>
sealed record GroupingElement(string Kind, IReadOnlyList<IReadOnlyList<Expression>> Sets)
{
    internal const string Simple = "";
    internal const string GroupingSets = "GROUPING SETS";
    internal const string Rollup = "ROLLUP";
    internal const string Cube = "CUBE";
}
