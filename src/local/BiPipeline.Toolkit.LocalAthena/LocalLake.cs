using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// A lake in a folder with its tables and views, ready for SQL. A lake from <see cref="CreateTemporaryAsync"/> is for tests of views: with
/// given rows in the tables, the view returns the expected rows.
/// </summary>
public sealed class LocalLake : IAsyncDisposable
{
    const string DefaultDatabase = "lake";

    // The location of the lake in place of its folder, whose name may have characters that a table's location may not have.
    const string DefaultLocation = "s3://local-lake";

    static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(20);

    readonly LocalAthenaClient _client;
    readonly GivenRows _rows;
    DirectoryInfo? _temporary;

    LocalLake(LocalAthenaEngine engine, IGlueCatalog catalog, string database, GivenRows rows)
    {
        (Engine, Catalog, Database, _rows) = (engine, catalog, database, rows);
        _client = new(engine);
        Runner = new(_client, new AthenaRunnerOptions { Database = database, FirstPoll = FirstPoll, LongestPoll = LongestPoll });
    }

    /// <summary>The database of the tables and views.</summary>
    public string Database { get; }

    /// <summary>The catalog, in memory.</summary>
    public IGlueCatalog Catalog { get; }

    /// <summary>The engine, for a <see cref="LocalAthenaServer"/> or another client.</summary>
    public LocalAthenaEngine Engine { get; }

    /// <summary>Runs any statement on the lake.</summary>
    public AthenaQueryRunner Runner { get; }

    /// <summary>
    /// Opens a lake with the tables and generated views of its schemas, in the database <c>lake</c>. The views start with the newest
    /// baseline of their table.
    /// </summary>
    /// <param name="folder">The lake's folder.</param>
    /// <param name="schemas">The tables' schemas.</param>
    /// <param name="views">Views in addition to the generated ones, in any order. Default: none.</param>
    /// <param name="options">The options. Default (null): the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    /// <exception cref="SchemaException">Athena would refuse a table.</exception>
    /// <exception cref="ViewException">A view was refused.</exception>
    /// <exception cref="DllNotFoundException">DuckDB has no library for this platform.</exception>
    public static async Task<LocalLake> OpenAsync(
        string folder,
        IReadOnlyList<TableSchema> schemas,
        IReadOnlyList<ViewDefinition>? views = null,
        LocalAthenaOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(schemas);
        var location = options?.LakeLocation ?? DefaultLocation;
        var tables = LakeCatalog.Create(schemas, new LakeCatalogOptions { Database = DefaultDatabase, Location = location });
        var store = options?.Store ?? new DirectoryObjectStore(folder);
        List<ViewDefinition> all = [];
        foreach (var schema in schemas)
        {
            var newest = await ObjectStores.FindBaselineAsync(store, schema.Table, cancellationToken).ConfigureAwait(false);
            all.AddRange(ViewDefinition.Create(schema, newest));
        }
        return await OpenAsync(folder, tables, [.. all, .. views ?? []], options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a lake with exactly these tables and views, in the database and at the location of the tables.</summary>
    /// <param name="folder">The lake's folder.</param>
    /// <param name="tables">The tables. Their location replaces <see cref="LocalAthenaOptions.LakeLocation"/>.</param>
    /// <param name="views">The views, in any order, including generated ones. Default: none.</param>
    /// <param name="options">The options. Default (null): the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    /// <exception cref="ViewException">A view was refused.</exception>
    /// <exception cref="DllNotFoundException">DuckDB has no library for this platform.</exception>
    public static async Task<LocalLake> OpenAsync(
        string folder,
        LakeCatalog tables,
        IReadOnlyList<ViewDefinition>? views = null,
        LocalAthenaOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(tables);
        options = (options ?? new()) with { LakeLocation = tables.Location };
        options.Validate();
        var database = tables.Database.Name;
        var catalog = new InMemoryGlueCatalog(options.TimeProvider);
        await catalog.CreateDatabaseAsync(tables.Database, cancellationToken).ConfigureAwait(false);
        foreach (var table in tables.Tables) { await catalog.CreateTableAsync(database, table, cancellationToken).ConfigureAwait(false); }

        var rows = new GivenRows(new LakeLocations([(tables.Location, folder)]), options);
        var lake = new LocalLake(LocalAthenaEngine.Open(catalog, folder, options), catalog, database, rows);
        try
        {
            await lake.Engine.RestoreAsync().ConfigureAwait(false);
            if (views is { Count: > 0 }) { await lake.ApplyAsync(views, cancellationToken).ConfigureAwait(false); }
            return lake;
        }
        catch
        {
            await lake.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Creates an empty lake with these tables and views in a temporary folder, which is deleted with the lake.</summary>
    /// <inheritdoc cref="OpenAsync(string, LakeCatalog, IReadOnlyList{ViewDefinition}, LocalAthenaOptions, CancellationToken)"/>
    public static async Task<LocalLake> CreateTemporaryAsync(
        LakeCatalog tables,
        IReadOnlyList<ViewDefinition>? views = null,
        LocalAthenaOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("bipipeline-lake-");
        try
        {
            var lake = await OpenAsync(folder.FullName, tables, views, options, cancellationToken).ConfigureAwait(false);
            lake._temporary = folder;
            return lake;
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>
    /// Adds rows to a table, each a JSON object with the columns' names: exact numbers, dates and timestamps in Athena's form
    /// (<c>2026-01-31 10:00:00</c>), binary in base64, structs as objects. A missing column is NULL. A partition column must have a value
    /// of the table's projection.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// A row is not a JSON object, names a column that the table does not have, or has a value that does not fit its column.
    /// </exception>
    /// <exception cref="GlueEntityNotFoundException">The table does not exist.</exception>
    public async Task GivenAsync(string table, IReadOnlyList<string> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        _rows.Write(await Catalog.GetTableAsync(Database, table, cancellationToken).ConfigureAwait(false), rows);
    }

    /// <summary>Creates and replaces views, bases first; does not touch unchanged views.</summary>
    /// <exception cref="ViewException">A view was refused.</exception>
    public async Task<ViewOutcome> ApplyAsync(IReadOnlyList<ViewDefinition> views, CancellationToken cancellationToken = default)
    {
        var plan = await ViewPlan.CreateAsync(Catalog, Database, views, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await plan.ApplyAsync(Runner, Catalog, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the rows of a query, or of a view: <c>SELECT * FROM revenue_by_category</c>.</summary>
    /// <exception cref="AthenaQueryException">The query failed.</exception>
    public async Task<IReadOnlyList<AthenaRow>> QueryAsync(string sql, CancellationToken cancellationToken = default)
    {
        var result = await Runner.RunAsync(sql, cancellationToken).ConfigureAwait(false);
        return await result.ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops its queries and closes the engine. The files of an opened lake stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync().ConfigureAwait(false);
        Engine.Dispose();
        _temporary?.Delete(recursive: true);
    }
}
