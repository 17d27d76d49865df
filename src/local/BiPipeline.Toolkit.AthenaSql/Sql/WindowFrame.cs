namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary><c>ROWS|RANGE|GROUPS [BETWEEN] start [AND end]</c>.</summary>
sealed record WindowFrame(string Unit, FrameBound Start, FrameBound? End);
