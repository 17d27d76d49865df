namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>A query of WITH as a common table expression of this name.</summary>
sealed record TranslatedNamedQuery(string Name, IReadOnlyList<OutputColumn> Columns);
