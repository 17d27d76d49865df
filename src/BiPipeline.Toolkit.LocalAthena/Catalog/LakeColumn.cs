using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>A column of a table as declared in the catalog.</summary>
sealed record LakeColumn(string Name, TrinoType Type, bool IsPartition);
