namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>A statement that is kept under a name, for EXECUTE.</summary>
sealed record NamedStatement(string Name, string Sql, string? Description, DateTimeOffset Modified);
