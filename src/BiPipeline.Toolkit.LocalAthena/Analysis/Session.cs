using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>What a statement is read against.</summary>
sealed record Session(CatalogSnapshot Catalog, string? Database, DateTimeOffset Now)
{
    /// <summary>What stands for <c>?</c>.</summary>
    internal IReadOnlyList<Expression> Parameters { get; init; } = [];
}
