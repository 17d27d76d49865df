using BiPipeline.Toolkit.LocalAthena.Analysis;
using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A view of the catalog with parsed text.</summary>
sealed record LakeViewDefinition(string Database, string Name, string? DefaultDatabase, Query Query, IReadOnlyList<OutputColumn> Columns);
