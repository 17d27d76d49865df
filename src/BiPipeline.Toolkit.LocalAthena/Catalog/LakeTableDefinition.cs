using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A table of the catalog with parsed types.</summary>
sealed record LakeTableDefinition(GlueTable Source, IReadOnlyList<LakeColumn> Columns)
{
    internal string FullName => $"{Source.Database}.{Source.Name}";
}
