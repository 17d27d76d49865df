using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Catalog;

/// <summary>A column of a table as declared in the catalog.</summary>
sealed record CatalogColumn(string Name, TrinoType Type, bool IsPartition);
