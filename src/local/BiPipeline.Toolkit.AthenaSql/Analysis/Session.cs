using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The context of a statement.</summary>
sealed record Session(CatalogSnapshot Catalog, IFunctionCatalog Functions, string? Database, DateTimeOffset Now)
{
    /// <summary>The values for <c>?</c>.</summary>
    internal IReadOnlyList<Expression> Parameters { get; init; } = [];
}
