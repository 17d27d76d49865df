namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One end of a frame. <paramref name="Value"/> is the number before PRECEDING or FOLLOWING.</summary>
sealed record FrameBound(string Kind, Expression? Value);
