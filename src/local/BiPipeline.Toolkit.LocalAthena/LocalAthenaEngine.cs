using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Execution;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// Athena's SQL over a local lake: queries in Trino's dialect over the catalog's tables and views, and their DDL. The engine refuses what
/// Athena refuses, and a statement that LocalAthena does not support fails with a clear message. Thread-safe; dispose it after use.
/// </summary>
public sealed class LocalAthenaEngine : IDisposable
{
    readonly DuckDbEngine _duckDb;
    readonly StatementRunner _statements;
    readonly SemaphoreSlim _slots;
    readonly Lazy<Task> _restored;

    LocalAthenaEngine(IGlueCatalog catalog, LocalAthenaOptions options, DuckDbEngine duckDb, LakeLocations locations)
    {
        (Options, Catalog, _duckDb) = (options, catalog, duckDb);
        ILakeFiles files = options.Store is { } store ? new MirroredFiles(store, locations.Folders.Single()) : new FolderFiles();
        NamedStatements = new(options.TimeProvider);
        Results = new(options);
        var finder = new TableFileFinder(catalog, locations, files);
        _statements = new(catalog, options.TimeProvider, duckDb, finder, new(duckDb, Results), NamedStatements);
        _slots = new(options.ConcurrentQueries);
        _restored = new(() => _statements.RestoreAsync(CancellationToken.None));
    }

    /// <summary>The options.</summary>
    public LocalAthenaOptions Options { get; }

    internal IGlueCatalog Catalog { get; }

    /// <summary>The prepared statements of all clients.</summary>
    internal NamedStatements NamedStatements { get; }

    /// <summary>The objects of results, for clients that write them.</summary>
    internal ResultStore Results { get; }

    /// <summary>Opens an engine.</summary>
    /// <param name="catalog">The catalog with the tables, which also receives views.</param>
    /// <param name="folder">The lake's folder. Files outside it can't be read. It need not exist yet.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    /// <exception cref="DllNotFoundException">DuckDB has no library for this platform.</exception>
    public static LocalAthenaEngine Open(IGlueCatalog catalog, string folder, LocalAthenaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new();
        options.Validate();
        var root = Path.GetFullPath(folder);
        if (options.ResultsFolder is { } results && Overlap(root, Path.GetFullPath(results)))
        {
            throw new ToolkitOptionsException(
                nameof(LocalAthenaOptions),
                [
                    $"{nameof(LocalAthenaOptions.ResultsFolder)} '{results}' overlaps the lake's folder; expected a separate folder, "
                        + "because queries must not read results."
                ]);
        }
        var locations = new LakeLocations([(options.LakeLocation ?? root, root)]);
        return new(catalog, options, new DuckDbEngine(options, locations), locations);
    }

    /// <summary>Runs one statement to its end.</summary>
    /// <param name="sql">The statement, with an optional semicolon at its end.</param>
    /// <param name="database">The database of unqualified names; null for none.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    /// <exception cref="LocalAthenaQueryException">The statement was refused or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<LocalAthenaResult> ExecuteAsync(string sql, string? database, CancellationToken cancellationToken = default) =>
        ExecuteAsync(sql, database, [], cancellationToken);

    /// <summary>Runs one statement with parameters to its end.</summary>
    /// <param name="sql">The statement, with an optional semicolon at its end.</param>
    /// <param name="database">The database of unqualified names; null for none.</param>
    /// <param name="parameters">Literals for <c>?</c> in order; texts include their single quotes.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    /// <exception cref="LocalAthenaQueryException">The statement was refused or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<LocalAthenaResult> ExecuteAsync(
        string sql,
        string? database,
        IReadOnlyList<string> parameters,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        var prepared = Prepare(sql, parameters, LocalAthenaOptions.DefaultWorkGroup);
        return await RunAsync(prepared, database, null, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Parses a statement without running it. EXECUTE becomes the statement that it names.</summary>
    /// <exception cref="LocalAthenaQueryException">The statement can't be parsed, or does not exist in the workgroup.</exception>
    internal PreparedStatement Prepare(string sql, IReadOnlyList<string> parameters, string workGroup)
    {
        var (statement, count) = Shallow(() => StatementParser.Parse(sql));
        IReadOnlyList<Expression> values = [.. parameters.Select(SqlParser.ParseExpression)];
        if (statement is Statement.Execute execute)
        {
            if (execute.Parameters.Count > 0) { values = execute.Parameters; }
            (statement, count) = Shallow(() => StatementParser.Parse(NamedStatements.Text(workGroup, execute.Name)));
        }
        if (count != values.Count)
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidParameterUsage,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Incorrect number of parameters: expected {count} but found {values.Count}"),
                new SqlPosition(1, 1));
        }
        return new(statement, values) { WorkGroup = workGroup };
    }

    static T Shallow<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new LocalAthenaQueryException(FailureCode.NotSupported, "The statement is nested too deeply");
        }
    }

    /// <summary>Removes a table from the catalog, and its rows if a statement created it.</summary>
    internal async Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken)
    {
        await RestoreAsync().ConfigureAwait(false);
        await _statements.DeleteTableAsync(database, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a database with its tables from the catalog, and the rows of those that statements created.</summary>
    internal async Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        await RestoreAsync().ConfigureAwait(false);
        await _statements.DeleteDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds the tables of the state folder to the catalog, once. Every statement does so before it runs.</summary>
    internal Task RestoreAsync() => _restored.Value;

    /// <summary>
    /// Runs a statement when a slot is free, after a call of <paramref name="started"/>, and then <paramref name="finish"/>, all within the
    /// time limit.
    /// </summary>
    internal async Task<LocalAthenaResult> RunAsync(
        PreparedStatement statement,
        string? database,
        Action? started,
        Func<LocalAthenaResult, CancellationToken, Task>? finish,
        CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            started?.Invoke();
            await RestoreAsync().ConfigureAwait(false);
            using var timeout = new CancellationTokenSource(Options.QueryTimeout, Options.TimeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            try
            {
                // DuckDB uses the calling thread until the query ends.
                var result = await Task.Run(() => _statements.RunAsync(statement, Fold(database), both.Token), both.Token)
                    .ConfigureAwait(false);
                if (finish is not null) { await Task.Run(() => finish(result, both.Token), both.Token).ConfigureAwait(false); }
                return result;
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
            throw new LocalAthenaQueryException(FailureCode.NotSupported, "The statement is nested too deeply");
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

    /// <summary>Closes the database. All queries must have ended.</summary>
    public void Dispose()
    {
        _duckDb.Dispose();
        _slots.Dispose();
    }

    static bool Overlap(string one, string other)
    {
        var (a, b) = (Path.TrimEndingDirectorySeparator(one) + Path.DirectorySeparatorChar,
            Path.TrimEndingDirectorySeparator(other) + Path.DirectorySeparatorChar);
        return a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "The catalog converts names to lower case.")]
    static string? Fold(string? database) => string.IsNullOrEmpty(database) ? null : database.ToLowerInvariant();
}
