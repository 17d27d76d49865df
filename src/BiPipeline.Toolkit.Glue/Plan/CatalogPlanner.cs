namespace BiPipeline.Toolkit.Glue;

/// <summary>Compares schemas with a catalog.</summary>
static class CatalogPlanner
{
    internal static async Task<CatalogPlan> PlanAsync(IGlueCatalog catalog, LakeCatalog wanted, CancellationToken cancellationToken)
    {
        var isMissing = await catalog.FindDatabaseAsync(wanted.Database.Name, cancellationToken).ConfigureAwait(false) is null;
        List<TablePlan> tables = [];
        foreach (var table in wanted.Tables)
        {
            var existing = isMissing
                ? null
                : await catalog.FindTableAsync(wanted.Database.Name, table.Name, cancellationToken).ConfigureAwait(false);
            tables.Add(TableMerge.Plan(existing, table));
        }
        return new(wanted.Database, isMissing, tables);
    }
}
