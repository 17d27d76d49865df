using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>The context of a statement.</summary>
sealed record Session(CatalogSnapshot Catalog, string? Database, DateTimeOffset Now)
{
    /// <summary>The values for <c>?</c>.</summary>
    internal IReadOnlyList<Expression> Parameters { get; init; } = [];
}
