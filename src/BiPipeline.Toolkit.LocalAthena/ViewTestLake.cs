using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// A lake for tests of views: given these rows in the tables, the view returns those rows. It has a folder and a catalog of its own,
/// which are gone when it is disposed.
/// </summary>
public sealed class ViewTestLake : IAsyncDisposable
{
    readonly InMemoryGlueCatalog _catalog;
    readonly LakeCatalog _lake;
    readonly DirectoryInfo _folder;
    readonly LocalAthenaEngine _engine;
    readonly LocalAthenaClient _client;
    readonly GivenRows _rows;

    ViewTestLake(LakeCatalog lake, InMemoryGlueCatalog catalog, DirectoryInfo folder, LocalAthenaEngine engine)
    {
        (_lake, _catalog, _folder, _engine) = (lake, catalog, folder, engine);
        _client = new(engine);
        _rows = new(new LakeLocations([(lake.Location, folder.FullName)]), engine.Options);
        Runner = new(_client, new AthenaRunnerOptions { Database = lake.Database.Name, FirstPoll = TimeSpan.FromMilliseconds(1), LongestPoll = TimeSpan.FromMilliseconds(20) });
    }

    /// <summary>Runs any statement on the lake.</summary>
    public AthenaQueryRunner Runner { get; }

    /// <summary>Opens an empty lake with these tables, on the system's clock.</summary>
    /// <exception cref="DllNotFoundException">DuckDB has no library for this platform.</exception>
    public static Task<ViewTestLake> OpenAsync(LakeCatalog lake, CancellationToken cancellationToken = default) => OpenAsync(lake, TimeProvider.System, cancellationToken);

    /// <summary>Opens an empty lake with these tables.</summary>
    /// <param name="lake">The tables.</param>
    /// <param name="time">The clock of <c>now()</c> and of partition projection.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DllNotFoundException">DuckDB has no library for this platform.</exception>
    public static async Task<ViewTestLake> OpenAsync(LakeCatalog lake, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        var catalog = new InMemoryGlueCatalog(time);
        await catalog.CreateDatabaseAsync(lake.Database, cancellationToken).ConfigureAwait(false);
        foreach (var table in lake.Tables) { await catalog.CreateTableAsync(lake.Database.Name, table, cancellationToken).ConfigureAwait(false); }
        var folder = Directory.CreateTempSubdirectory("bipipeline-views-");
        try
        {
            var engine = LocalAthenaEngine.Open(new LocalAthenaOptions { Catalog = catalog, LakeRoot = folder.FullName, LakeLocation = lake.Location, Time = time });
            return new(lake, catalog, folder, engine);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>
    /// Adds rows to a table, each a JSON object with the columns' names: numbers exact, dates and timestamps as Athena writes them
    /// (<c>2026-01-31 10:00:00</c>), binary in base64, structs as objects. A column that is left out is NULL; a partition column must
    /// have a value that the table's projection has.
    /// </summary>
    /// <exception cref="InvalidDataException">A row is no JSON object, names no column of the table, or a value does not fit its column.</exception>
    /// <exception cref="GlueEntityNotFoundException">There is no such table.</exception>
    public async Task GivenAsync(string table, params IReadOnlyList<string> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        _rows.Write(await _catalog.GetTableAsync(_lake.Database.Name, table).ConfigureAwait(false), rows);
    }

    /// <summary>Creates the views in their order.</summary>
    /// <exception cref="ViewException">A view was refused.</exception>
    public async Task<ViewOutcome> ApplyAsync(IReadOnlyList<ViewDefinition> views, CancellationToken cancellationToken = default)
    {
        var plan = await ViewPlan.CreateAsync(_catalog, _lake.Database.Name, views, cancellationToken).ConfigureAwait(false);
        return await plan.ApplyAsync(Runner, _catalog, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rows of a query, or of a view: <c>SELECT * FROM revenue_by_category</c>.</summary>
    /// <exception cref="AthenaQueryException">The query failed.</exception>
    public async Task<IReadOnlyList<AthenaRow>> QueryAsync(string sql, CancellationToken cancellationToken = default)
    {
        var result = await Runner.RunAsync(sql, cancellationToken).ConfigureAwait(false);
        return await result.ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync().ConfigureAwait(false);
        _engine.Dispose();
        _folder.Delete(recursive: true);
    }
}
