using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>A query of WITH as a common table expression with this name.</summary>
sealed record TranslatedNamedQuery(string Name, IReadOnlyList<OutputColumn> Columns);
