using System.Collections.Frozen;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>Athena's operations.</summary>
static class AthenaOperations
{
    internal static FrozenDictionary<string, Func<JsonCall, Task>> All { get; } =
        new Dictionary<string, Func<JsonCall, Task>>(StringComparer.Ordinal)
        {
            ["BatchGetPreparedStatement"] = PreparedStatementOperations.BatchGetAsync,
            ["BatchGetQueryExecution"] = QueryOperations.BatchGetAsync,
            ["CreatePreparedStatement"] = PreparedStatementOperations.CreateAsync,
            ["CreateWorkGroup"] = WorkGroupOperations.CreateAsync,
            ["DeletePreparedStatement"] = PreparedStatementOperations.DeleteAsync,
            ["DeleteWorkGroup"] = WorkGroupOperations.DeleteAsync,
            ["GetDataCatalog"] = MetadataOperations.GetCatalogAsync,
            ["GetDatabase"] = MetadataOperations.GetDatabaseAsync,
            ["GetPreparedStatement"] = PreparedStatementOperations.GetAsync,
            ["GetQueryExecution"] = QueryOperations.GetAsync,
            ["GetQueryResults"] = QueryOperations.GetResultsAsync,
            ["GetQueryRuntimeStatistics"] = QueryOperations.GetStatisticsAsync,
            ["GetTableMetadata"] = MetadataOperations.GetTableAsync,
            ["GetWorkGroup"] = WorkGroupOperations.GetAsync,
            ["ListDataCatalogs"] = MetadataOperations.ListCatalogsAsync,
            ["ListDatabases"] = MetadataOperations.ListDatabasesAsync,
            ["ListEngineVersions"] = WorkGroupOperations.ListEngineVersionsAsync,
            ["ListPreparedStatements"] = PreparedStatementOperations.ListAsync,
            ["ListQueryExecutions"] = QueryOperations.ListAsync,
            ["ListTableMetadata"] = MetadataOperations.ListTablesAsync,
            ["ListWorkGroups"] = WorkGroupOperations.ListAsync,
            ["StartQueryExecution"] = QueryOperations.StartAsync,
            ["StopQueryExecution"] = QueryOperations.StopAsync,
            ["UpdatePreparedStatement"] = PreparedStatementOperations.UpdateAsync,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
