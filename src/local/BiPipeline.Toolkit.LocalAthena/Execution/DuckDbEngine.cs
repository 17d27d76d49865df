using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.DuckDb;
using BiPipeline.Toolkit.LocalAthena.Functions;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// DuckDB in a sandbox. It reads only files below the lake's folders, loads no extension and writes only tables that statements create, in
/// memory or in the file of a state folder; its settings are locked before the first query. Users' SQL never reaches it, so this is the
/// second line of defence.
/// </summary>
sealed class DuckDbEngine : IDisposable
{
    static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(20);

    // How long to wait for an interrupted call; after that it is abandoned.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    const int StackBytes = 64 * 1024 * 1024;

    const string StateFile = "tables.duckdb";

    // What a row and a value take beside the characters.
    const int RowCost = 16;
    const int ValueCost = 8;

    readonly InMemoryDatabase _database;
    readonly LocalAthenaOptions _options;
    readonly LakeLocations _locations;
    readonly ParquetSchemas _schemas = new();
    readonly HashSet<string> _decimals = new(StringComparer.Ordinal);
    readonly Lock _registration = new();
    readonly SemaphoreSlim _writes = new(1);

    internal DuckDbEngine(LocalAthenaOptions options, LakeLocations locations)
    {
        (_options, _locations) = (options, locations);
        _database = InMemoryDatabase.Open(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads"] = Conversion.Number(options.Threads),
            ["memory_limit"] = $"{Conversion.Number(options.MemoryMebibytes)}MiB",
            ["temp_directory"] = "",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["allow_community_extensions"] = "false",
            ["allow_persistent_secrets"] = "false",
            ["preserve_insertion_order"] = "true",
            // A level of a statement is a few of DuckDB's, and the parser has a separate limit.
            ["max_expression_depth"] = "10000",
            // It takes what two TRY have in common out of both, and the error with it.
            ["disabled_optimizers"] = "common_subexpressions",
        });
        try
        {
            using var connection = _database.Connect();
            Own = OpenOwn(connection, options.StateFolder);
            LocalFunctionSet.Register(connection, options);
            connection.Execute("SET GLOBAL TimeZone = 'UTC'");
            // Otherwise the machine's locale decides; in Thailand, years differ by 543.
            connection.Execute("SET GLOBAL Calendar = 'gregorian'");
            var folders = locations.Folders.Append(Scratch + Path.DirectorySeparatorChar).Select(SqlText.Literal);
            connection.Execute($"SET GLOBAL allowed_directories = [{string.Join(", ", folders)}]");
            connection.Execute("SET GLOBAL enable_external_access = false");
            connection.Execute("SET GLOBAL lock_configuration = true");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>The folder for the files of UNLOAD, until they are results.</summary>
    internal string Scratch { get; } = Directory.CreateTempSubdirectory("bipipeline-unload-").FullName;

    /// <summary>The tables that statements created.</summary>
    internal OwnTables Own { get; }

    // Before the settings are locked, because an attached file is opened here only.
    static OwnTables OpenOwn(DuckDbConnection connection, string? folder)
    {
        if (folder is null) { connection.Execute($"CREATE SCHEMA {OwnTable.Schema}"); }
        else
        {
            Directory.CreateDirectory(folder);
            connection.Execute($"ATTACH {SqlText.Literal(Path.Combine(Path.GetFullPath(folder), StateFile))} AS {OwnTable.Schema}");
        }
        connection.Execute($"CREATE TABLE IF NOT EXISTS {OwnTable.Definitions} (number INTEGER PRIMARY KEY, definition VARCHAR)");
        List<OwnTable> tables = [];
        using var result = connection.Query($"SELECT definition FROM {OwnTable.Definitions} ORDER BY number");
        while (result.Next())
        {
            for (var row = 0; row < result.RowCount; row++) { tables.Add(OwnTable.Parse(result.Column(0).Text(row))); }
        }
        return new(tables);
    }

    /// <summary>Runs a translated query to its end.</summary>
    internal Task<QueryRows> RunAsync(
        TranslatedQuery query,
        IReadOnlyList<(TableScan Scan, TableFiles Files)> tables,
        CancellationToken cancellationToken) =>
        GuardedAsync(connection =>
        {
            var read = Prune(connection, tables);
            var sql = Complete(query, read, connection);
            Register(connection, sql);
            return Read(connection, sql, query.Columns, cancellationToken) with
            {
                ScannedBytes = read.Sum(table => table.Files.Files.Sum(file => file.Length)),
            };
        }, tables, cancellationToken);

    /// <summary>Returns DuckDB's plan as text.</summary>
    internal Task<List<IReadOnlyList<string?>>> ExplainAsync(
        TranslatedQuery query,
        IReadOnlyList<(TableScan Scan, TableFiles Files)> tables,
        bool analyze,
        ExplainFormat format,
        CancellationToken cancellationToken) =>
        GuardedAsync(connection =>
        {
            var sql = Complete(query, tables, connection);
            Register(connection, sql);
            using var result = connection.Query(
                $"EXPLAIN ({(analyze ? "ANALYZE, " : "")}FORMAT {format.ToString().ToUpperInvariant()}) {sql}");
            List<IReadOnlyList<string?>> lines = [];
            while (result.Next())
            {
                for (var row = 0; row < result.RowCount; row++)
                {
                    lines.AddRange(result.Column(1).Text(row).Split('\n').Select(line => (IReadOnlyList<string?>)[line]));
                }
            }
            return lines;
        }, tables, cancellationToken);

    /// <summary>
    /// Runs a transaction. The rows of a query are computed before anything is written, so that it can read the tables that it changes.
    /// </summary>
    internal Task<T> WriteAsync<T>(
        TranslatedQuery? query,
        IReadOnlyList<(TableScan Scan, TableFiles Files)> tables,
        Func<WriteTransaction, T> work,
        CancellationToken cancellationToken) =>
        GuardedAsync(connection =>
        {
            var sql = query is null ? null : Complete(query, Prune(connection, tables), connection);
            if (sql is not null) { Register(connection, sql); }
            connection.Execute("BEGIN TRANSACTION");
            if (sql is not null)
            {
                // A constant NULL has lost its type.
                var columns = query!.Columns.Select((column, i) =>
                    $"CAST({ColumnAlias.Of(i)} AS {column.Type.DuckDb}) AS {ColumnAlias.Of(i)}");
                connection.Execute(
                    $"CREATE TEMPORARY TABLE {WriteTransaction.Rows} AS SELECT {string.Join(", ", columns)} FROM ({sql}) AS query");
            }
            var result = work(new WriteTransaction(connection));
            connection.Execute("COMMIT");
            return result;
        }, tables, cancellationToken);

    /// <summary>Runs DuckDB's own SQL inside the sandbox, for tests of the sandbox.</summary>
    internal Task RunRawAsync(string sql, CancellationToken cancellationToken) =>
        GuardedAsync(connection =>
        {
            connection.Execute(sql);
            return true;
        }, [], cancellationToken);

    /// <summary>Waits until no other statement writes; dispose the result at the end.</summary>
    internal async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _writes.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_writes);
    }

    public void Dispose()
    {
        _database.Dispose();
        _writes.Dispose();
        if (Directory.Exists(Scratch)) { Directory.Delete(Scratch, recursive: true); }
    }

    (TableScan Scan, TableFiles Files)[] Prune(DuckDbConnection connection, IReadOnlyList<(TableScan Scan, TableFiles Files)> tables) =>
        [
            .. tables.Select(table => (
                table.Scan,
                PartitionPruning.Prune(connection, table.Scan, table.Files, sql => Register(connection, sql))))
        ];

    string Complete(TranslatedQuery query, IReadOnlyList<(TableScan Scan, TableFiles Files)> tables, DuckDbConnection connection)
    {
        var scans = new ScanSql(_schemas, _locations, connection);
        // Not materialised: filters and column lists must reach the files.
        var read = tables.Select(table =>
        {
            var rows = table.Scan.Table is OwnTable own ? own.Read(table.Scan) : scans.Build(table.Scan, table.Files);
            return (DuckSql)$"{table.Scan.Name} AS NOT MATERIALIZED ({rows})";
        });
        return (query with { With = [.. read, .. query.With] }).Sql.Render();
    }

    void Register(DuckDbConnection connection, string sql)
    {
        lock (_registration)
        {
            foreach (var name in DecimalFunctions.Needed(sql).Where(_decimals.Add)) { LocalFunctionSet.RegisterDecimal(connection, name); }
        }
    }

    QueryRows Read(
        DuckDbConnection connection,
        string sql,
        IReadOnlyList<OutputColumn> columns,
        CancellationToken cancellationToken)
    {
        var formatters = columns.Select(column => _options.NestedAsJson
            ? JsonCellFormatter.ForNested(column.Type)
            : CellFormatter.For(column.Type)).ToArray();
        List<IReadOnlyList<string?>> rows = [];
        var characters = 0L;
        var text = new StringBuilder();
        using var result = Start(connection, sql, columns);
        while (result.Next())
        {
            for (var column = 0; column < formatters.Length; column++) { formatters[column].Bind(result.Column(column)); }
            for (var row = 0; row < result.RowCount; row++)
            {
                // A value can be an array of millions.
                cancellationToken.ThrowIfCancellationRequested();
                var cells = new string?[formatters.Length];
                for (var column = 0; column < cells.Length; column++)
                {
                    if (formatters[column].IsNull(row)) { continue; }
                    formatters[column].Append(text.Clear(), row);
                    cells[column] = text.ToString();
                    characters += text.Length;
                }
                characters += RowCost + (cells.Length * ValueCost);
                rows.Add(cells);
                if (characters <= _options.MaxResultCharacters) { continue; }
                throw new LocalAthenaQueryException(
                    FailureCode.ExceededResultLimit,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The result has more than {_options.MaxResultCharacters} characters. Add a LIMIT or raise "
                        + $"{nameof(LocalAthenaOptions.MaxResultCharacters)}"));
            }
        }
        return new(rows, characters);
    }

    // The formatters read memory by type, so DuckDB's types must be the expected ones. DuckDB loses the type of a constant NULL, which a
    // cast around the query restores.
    static ResultStream Start(DuckDbConnection connection, string sql, IReadOnlyList<OutputColumn> columns)
    {
        var result = connection.Query(sql);
        if (Mismatch(result, columns) is null) { return result; }
        result.Dispose();
        result = connection.Query(
            $"SELECT {string.Join(", ", columns.Select((column, i) => $"CAST({ColumnAlias.Of(i)} AS {column.Type.DuckDb})"))} FROM "
            + $"({sql}) AS result");
        if (Mismatch(result, columns) is not { } mismatch) { return result; }
        result.Dispose();
        throw new LocalAthenaQueryException(FailureCode.GenericInternalError, mismatch);
    }

    static string? Mismatch(ResultStream result, IReadOnlyList<OutputColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var found = result.ColumnTypeName(i);
            if (!found.Equals(columns[i].Type.DuckDb, StringComparison.OrdinalIgnoreCase))
            {
                return $"Column {columns[i].Name} is {found} in DuckDB; expected {columns[i].Type.DuckDb}";
            }
        }
        return null;
    }

    // On a dedicated thread: a native call that ignores an interrupt is abandoned, and its connection is closed when it ends.
    async Task<T> GuardedAsync<T>(
        Func<DuckDbConnection, T> work,
        IReadOnlyList<(TableScan Scan, TableFiles Files)> tables,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = _database.Connect();
        var call = Start(() => work(connection));
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => stopped.TrySetResult())) { await Task.WhenAny(call, stopped.Task).ConfigureAwait(false); }
        var ended = EndAsync(call, connection, cancellationToken);
        if (cancellationToken.IsCancellationRequested
            && await Task.WhenAny(ended, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false) != ended)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        await ended.ConfigureAwait(false);
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (DuckDbException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckDbFailure.Translate(exception, tables.SelectMany(table => table.Files.Files), _locations);
        }
    }

    // DuckDB recurses over deep expressions.
    static Task<T> Start<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(work, result), StackBytes) { IsBackground = true, Name = "LocalAthena" }.Start();
        return result.Task;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The task has the exception.")]
    static void Run<T>(Func<T> work, TaskCompletionSource<T> result)
    {
        try
        {
            result.SetResult(work());
        }
        catch (Exception exception)
        {
            result.SetException(exception);
        }
    }

    static async Task EndAsync(Task call, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        // Repeated, because DuckDB drops an interrupt that arrives before the call starts.
        while (cancellationToken.IsCancellationRequested && !call.IsCompleted)
        {
            connection.Interrupt();
            await Task.WhenAny(call, Task.Delay(InterruptPause, CancellationToken.None)).ConfigureAwait(false);
        }
        await Task.WhenAny(call).ConfigureAwait(false);
        connection.Dispose();
    }

    sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
