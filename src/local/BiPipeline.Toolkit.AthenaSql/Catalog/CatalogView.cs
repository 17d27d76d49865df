using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Catalog;

/// <summary>A view of the catalog with parsed text.</summary>
sealed record CatalogView(string Database, string Name, string? DefaultDatabase, Query Query, IReadOnlyList<OutputColumn> Columns);
