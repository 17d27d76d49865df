using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Execution;
using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// Athena's SQL over a lake on this machine: queries in Trino's dialect over the catalog's tables and views, and the DDL that makes
/// them. What Athena would refuse is refused, and what LocalAthena does not have fails with a message that says so. Safe for use by
/// several threads at once; dispose it when done.
/// </summary>
public sealed class LocalAthenaEngine : IDisposable
{
    readonly DuckDbEngine _duckDb;
    readonly StatementRunner _statements;
    readonly SemaphoreSlim _slots;

    LocalAthenaEngine(IGlueCatalog catalog, LocalAthenaOptions options, DuckDbEngine duckDb, LakeLocations locations)
    {
        (Options, _duckDb) = (options, duckDb);
        ILakeFiles files = options.Store is { } store ? new MirroredFiles(store, locations.Folders.Single()) : new FolderFiles();
        _statements = new(catalog, options.TimeProvider, duckDb, new TableFileFinder(catalog, locations, files));
        _slots = new(options.ConcurrentQueries);
    }

    /// <summary>What the engine was opened with.</summary>
    public LocalAthenaOptions Options { get; }

    /// <summary>Opens an engine.</summary>
    /// <param name="catalog">The catalog with the tables; views are written into it.</param>
    /// <param name="folder">The lake's folder: files outside of it can't be read. It need not exist yet.</param>
    /// <param name="options">How the lake is read, and what a query may take.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    /// <exception cref="DllNotFoundException">DuckDB has no library for this platform.</exception>
    public static LocalAthenaEngine Open(IGlueCatalog catalog, string folder, LocalAthenaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new();
        options.Validate();
        var root = Path.GetFullPath(folder);
        var locations = new LakeLocations([(options.LakeLocation ?? root, root)]);
        return new(catalog, options, new DuckDbEngine(options, locations), locations);
    }

    /// <summary>Runs one statement to its end.</summary>
    /// <param name="sql">The statement; a semicolon at its end is allowed.</param>
    /// <param name="database">The database of names without one; null for none.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    /// <exception cref="LocalAthenaQueryException">The statement is refused, or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<LocalAthenaResult> ExecuteAsync(string sql, string? database, CancellationToken cancellationToken = default) =>
        ExecuteAsync(sql, database, [], cancellationToken);

    /// <summary>Runs one statement with parameters to its end.</summary>
    /// <param name="sql">The statement; a semicolon at its end is allowed.</param>
    /// <param name="database">The database of names without one; null for none.</param>
    /// <param name="parameters">Literals for <c>?</c> in their order; texts carry their own single quotes.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    /// <exception cref="LocalAthenaQueryException">The statement is refused, or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<LocalAthenaResult> ExecuteAsync(
        string sql,
        string? database,
        IReadOnlyList<string> parameters,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        var prepared = Prepare(sql, parameters);
        return await RunAsync(prepared, database, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a statement without running it.</summary>
    /// <exception cref="LocalAthenaQueryException">It can't be read.</exception>
    internal static PreparedStatement Prepare(string sql, IReadOnlyList<string> parameters)
    {
        var (statement, count) = Shallow(() => StatementParser.Parse(sql));
        if (count != parameters.Count)
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidParameterUsage,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Incorrect number of parameters: expected {count} but found {parameters.Count}"),
                new SqlPosition(1, 1));
        }
        return new(statement, [.. parameters.Select(SqlParser.ParseExpression)]);
    }

    static T Shallow<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new LocalAthenaQueryException(FailureCode.NotSupported, "The statement nests too deeply");
        }
    }

    /// <summary>Runs a statement when a slot is free; <paramref name="started"/> is called then.</summary>
    internal async Task<LocalAthenaResult> RunAsync(
        PreparedStatement statement,
        string? database,
        Action? started,
        CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            started?.Invoke();
            using var timeout = new CancellationTokenSource(Options.QueryTimeout, Options.TimeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            try
            {
                // DuckDB works on the calling thread until the query ends.
                return await Task.Run(() => _statements.RunAsync(statement, Fold(database), both.Token), both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.ExceededTimeLimit,
                    $"Query exceeded the maximum execution time limit of {Options.QueryTimeout}");
            }
        }
        catch (InsufficientExecutionStackException)
        {
            throw new LocalAthenaQueryException(FailureCode.NotSupported, "The statement nests too deeply");
        }
        catch (GlueException exception)
        {
            throw new LocalAthenaQueryException(FailureCode.HiveMetastoreError, exception.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Closes the database; queries must have ended.</summary>
    public void Dispose()
    {
        _duckDb.Dispose();
        _slots.Dispose();
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "The catalog folds names to lower case.")]
    static string? Fold(string? database) => string.IsNullOrEmpty(database) ? null : database.ToLowerInvariant();
}
