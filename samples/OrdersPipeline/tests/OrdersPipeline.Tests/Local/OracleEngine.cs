using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Local;
using OrdersPipeline.Results;
using OrdersPipeline.Tests.Oracle;

namespace OrdersPipeline.Tests.Local;

/// <summary>An engine that knows the answers.</summary>
sealed class OracleEngine : ILocalEngine
{
    public Task<SalesReport> ReportAsync(TableSchema schema, string lake, IReadOnlyList<ViewDefinition> views, IReadOnlyList<SqlCheck> checks, CancellationToken cancellationToken) =>
        Task.FromResult(OracleReport.Load());
}
