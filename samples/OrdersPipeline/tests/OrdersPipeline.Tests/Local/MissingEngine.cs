using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Local;
using OrdersPipeline.Results;

namespace OrdersPipeline.Tests.Local;

/// <summary>Stands where no engine is.</summary>
sealed class MissingEngine(string reason) : ILocalEngine
{
    public string? MissingReason => reason;

    public Task<SalesReport> ReportAsync(TableSchema schema, string lake, IReadOnlyList<ViewDefinition> views, IReadOnlyList<SqlCheck> checks, CancellationToken cancellationToken) =>
        throw new InvalidOperationException(reason);
}
