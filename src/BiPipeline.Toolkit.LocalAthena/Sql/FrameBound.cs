namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>One end of a frame; <paramref name="Value"/> stands before PRECEDING or FOLLOWING.</summary>
sealed record FrameBound(string Kind, Expression? Value);
