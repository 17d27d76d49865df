using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Results;

namespace OrdersPipeline.Local;

/// <summary>An engine that runs SQL over the local lake.</summary>
interface ILocalEngine
{
    /// <summary>Declares the tables, applies the views, runs the checks and reads the business views.</summary>
    /// <param name="schema">
    /// The tables' schema. With <see cref="TableSchema.Latest"/>, the orders are kept in a latest table and read from it.
    /// </param>
    /// <param name="lake">The lake's folder.</param>
    /// <param name="views">The views, generated ones first.</param>
    /// <param name="checks">Queries that must return no rows.</param>
    /// <param name="cancellationToken">Stops the running query.</param>
    Task<SalesReport> ReportAsync(
        TableSchema schema,
        string lake,
        IReadOnlyList<ViewDefinition> views,
        IReadOnlyList<SqlCheck> checks,
        CancellationToken cancellationToken);
}
