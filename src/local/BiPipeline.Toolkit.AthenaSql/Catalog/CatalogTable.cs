namespace BiPipeline.Toolkit.AthenaSql.Catalog;

/// <summary>A table that queries can read. A derived type has the place of the rows, which the translation does not need.</summary>
abstract record CatalogTable(IReadOnlyList<CatalogColumn> Columns);
