using BiPipeline.Toolkit.LocalAthena.Analysis;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.DuckDb;
using BiPipeline.Toolkit.LocalAthena.Functions;
using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// DuckDB in a sandbox. It reads only files below the lake's folders, loads no extension and writes nothing to disk; its settings are
/// locked before the first query. Users' SQL never reaches it, so this is the second line of defence.
/// </summary>
sealed class DuckDbEngine : IDisposable
{
    static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(20);

    readonly InMemoryDatabase _database;
    readonly LocalAthenaOptions _options;
    readonly LakeLocations _locations;
    readonly ParquetSchemas _schemas = new();
    readonly HashSet<string> _decimals = new(StringComparer.Ordinal);
    readonly Lock _registration = new();

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
        });
        try
        {
            using var connection = _database.Connect();
            foreach (var function in LocalFunctionSet.Create(options.RegexTimeout)) { connection.Register(function); }
            connection.Execute("SET GLOBAL TimeZone = 'UTC'");
            connection.Execute($"SET GLOBAL allowed_directories = [{string.Join(", ", locations.Folders.Select(SqlText.Literal))}]");
            connection.Execute("SET GLOBAL enable_external_access = false");
            connection.Execute("SET GLOBAL lock_configuration = true");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>Runs a translated query to its end.</summary>
    internal List<IReadOnlyList<string?>> Run(
        TranslatedQuery query,
        IReadOnlyList<(TableScan Scan, TableFiles Files)> tables,
        CancellationToken cancellationToken)
    {
        using var connection = _database.Connect();
        return Guarded(connection, () =>
        {
            var sql = Complete(query.Sql, tables, connection);
            Register(connection, sql);
            return Read(connection, sql, query.Columns, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Returns DuckDB's plan as text.</summary>
    internal List<IReadOnlyList<string?>> Explain(
        TranslatedQuery query,
        IReadOnlyList<(TableScan Scan, TableFiles Files)> tables,
        bool analyze,
        CancellationToken cancellationToken)
    {
        using var connection = _database.Connect();
        return Guarded(connection, () =>
        {
            var sql = Complete(query.Sql, tables, connection);
            Register(connection, sql);
            using var result = connection.Query($"EXPLAIN {(analyze ? "ANALYZE " : "")}{sql}");
            List<IReadOnlyList<string?>> lines = [];
            while (result.Next())
            {
                for (var row = 0; row < result.RowCount; row++)
                {
                    lines.AddRange(result.Column(1).Text(row).Split('\n').Select(line => (IReadOnlyList<string?>)[line]));
                }
            }
            return lines;
        }, cancellationToken);
    }

    /// <summary>Runs DuckDB's own SQL inside the sandbox, for tests of the sandbox.</summary>
    internal void RunRaw(string sql)
    {
        using var connection = _database.Connect();
        Guarded(connection, () =>
        {
            connection.Execute(sql);
            return true;
        }, CancellationToken.None);
    }

    public void Dispose() => _database.Dispose();

    string Complete(string sql, IReadOnlyList<(TableScan Scan, TableFiles Files)> tables, DuckDbConnection connection)
    {
        if (tables.Count == 0) { return sql; }
        var scans = new ScanSql(_schemas, _locations, connection);
        // Not materialised, because filters and column lists must reach the files.
        var expressions = string.Join(
            ", ",
            tables.Select(table => $"{table.Scan.Name} AS NOT MATERIALIZED ({scans.Build(table.Scan, table.Files)})"));
        return sql.StartsWith("WITH ", StringComparison.Ordinal)
            ? $"WITH {expressions}, {sql["WITH ".Length..]}"
            : $"WITH {expressions} {sql}";
    }

    void Register(DuckDbConnection connection, string sql)
    {
        lock (_registration)
        {
            foreach (var name in DecimalFunctions.Needed(sql).Where(_decimals.Add)) { connection.Register(DecimalFunctions.Create(name)); }
        }
    }

    List<IReadOnlyList<string?>> Read(
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
            cancellationToken.ThrowIfCancellationRequested();
            for (var column = 0; column < formatters.Length; column++) { formatters[column].Bind(result.Column(column)); }
            for (var row = 0; row < result.RowCount; row++)
            {
                var cells = new string?[formatters.Length];
                for (var column = 0; column < cells.Length; column++)
                {
                    if (formatters[column].IsNull(row)) { continue; }
                    formatters[column].Append(text.Clear(), row);
                    cells[column] = text.ToString();
                    characters += text.Length;
                }
                characters += cells.Length;
                rows.Add(cells);
            }
            if (characters > _options.MaxResultCharacters)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.ExceededResultLimit,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The result has more than {_options.MaxResultCharacters} characters. Add a LIMIT or raise "
                        + $"{nameof(LocalAthenaOptions.MaxResultCharacters)}"));
            }
        }
        return rows;
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

    static T Guarded<T>(DuckDbConnection connection, Func<T> work, CancellationToken cancellationToken)
    {
        using var ended = new CancellationTokenSource();
        // Repeatedly, because DuckDB forgets an interrupt that comes before its start.
        using var registration = cancellationToken.Register(() => _ = Task.Run(
            () =>
            {
                do { connection.Interrupt(); } while (!ended.Token.WaitHandle.WaitOne(InterruptPause));
            },
            CancellationToken.None));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return work();
        }
        catch (DuckDbException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(exception);
        }
        finally
        {
            ended.Cancel();
        }
    }

    static LocalAthenaQueryException Translate(DuckDbException exception)
    {
        if (LocalAthenaQueryException.TryFromNative(exception.Message, out var own)) { return own; }
        var message = exception.Message.ReplaceLineEndings(" ");
        return exception.Kind switch
        {
            DuckDBErrorType.OutOfMemory =>
                new(FailureCode.ExceededMemoryLimit, "Query exceeded the memory limit. Raise MemoryMebibytes or read less"),
            DuckDBErrorType.OutOfRange => new(FailureCode.NumericValueOutOfRange, message),
            DuckDBErrorType.Conversion => new(FailureCode.InvalidCastArgument, message),
            DuckDBErrorType.InvalidInput when message.Contains("More than one row", StringComparison.Ordinal) =>
                new(FailureCode.SubqueryMultipleRows, "Scalar sub-query has returned multiple rows"),
            DuckDBErrorType.InvalidInput when message.Contains("Map keys must be unique", StringComparison.Ordinal) =>
                new(FailureCode.InvalidFunctionArgument, "Duplicate map keys are not allowed"),
            DuckDBErrorType.Io => new(FailureCode.HiveCannotOpenSplit, message),
            _ => new(FailureCode.GenericInternalError, message),
        };
    }
}
