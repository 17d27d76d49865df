using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A table of the catalog with parsed types.</summary>
sealed record LakeTableDefinition(GlueTable Source, IReadOnlyList<CatalogColumn> Columns) : CatalogTable(Columns)
{
    internal string FullName => $"{Source.Database}.{Source.Name}";
}
