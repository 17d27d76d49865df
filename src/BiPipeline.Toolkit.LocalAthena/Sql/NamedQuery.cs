namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>One query of WITH.</summary>
sealed record NamedQuery(SqlName Name, IReadOnlyList<SqlName> Columns, Query Query);
