using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>A lake in a folder with the tables and views that its schemas give, ready for SQL.</summary>
sealed class LocalLake : IDisposable
{
    // What the folder stands for: table locations take no every character that a folder's name may have.
    const string Location = "s3://local-lake";

    LocalLake(LocalAthenaEngine engine, string database) => (Engine, Database) = (engine, database);

    internal LocalAthenaEngine Engine { get; }

    internal string Database { get; }

    /// <summary>Declares the tables in memory and creates the views, bases first.</summary>
    /// <exception cref="LocalAthenaQueryException">A view is refused.</exception>
    internal static async Task<LocalLake> OpenAsync(LocalLakeOptions options, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(options.Lake)) { throw new DirectoryNotFoundException($"--lake is '{options.Lake}'; there is no such folder. A lake in S3 is queried by Athena, or copied to a folder first."); }
        var schemas = SharedOptions.Load(options.Schemas);
        var catalog = new InMemoryGlueCatalog();
        var tables = await CatalogPlanner.PlanAsync(catalog, LakeCatalog.For(new() { Database = options.Database, Location = Location }, schemas), cancellationToken).ConfigureAwait(false);
        await new CatalogApplier(catalog).ApplyAsync(tables, CatalogApplyOptions.Default, cancellationToken).ConfigureAwait(false);

        var engine = LocalAthenaEngine.Open(new LocalAthenaOptions
        {
            Catalog = catalog,
            LakeRoot = options.Lake,
            LakeLocation = Location,
            Threads = Environment.ProcessorCount,
            Port = options.Port,
        });
        try
        {
            await CreateViewsAsync(engine, catalog, schemas, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
        return new(engine, options.Database);
    }

    public void Dispose() => Engine.Dispose();

    static async Task CreateViewsAsync(LocalAthenaEngine engine, InMemoryGlueCatalog catalog, TableSchema[] schemas, LocalLakeOptions options, CancellationToken cancellationToken)
    {
        ViewDefinition[] views =
        [
            .. schemas.SelectMany(ViewDefinition.Create),
            .. options.Views.SelectMany(path => ViewDefinition.Load(path, options.Database)),
        ];
        var plan = await ViewPlan.CreateAsync(catalog, options.Database, views, cancellationToken).ConfigureAwait(false);
        foreach (var view in plan.Steps.Select(step => step.View!))
        {
            try
            {
                await engine.ExecuteAsync(view.ToSql(), options.Database, cancellationToken).ConfigureAwait(false);
            }
            catch (LocalAthenaQueryException exception)
            {
                throw new ViewException([$"View '{view.Name}' of {view.Source}: {exception.Reason}"]);
            }
        }
    }
}
