namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>An in-memory database. Its connections share memory limit, functions and settings.</summary>
sealed class InMemoryDatabase : IDisposable
{
    readonly DuckDBDatabase _handle;

    InMemoryDatabase(DuckDBDatabase handle) => _handle = handle;

    /// <summary>Opens an empty database with these settings.</summary>
    /// <exception cref="DllNotFoundException">The platform has no DuckDB library.</exception>
    /// <exception cref="DuckDbException">DuckDB does not accept a setting.</exception>
    internal static InMemoryDatabase Open(IEnumerable<KeyValuePair<string, string>> settings)
    {
        DuckDbLibrary.EnsureLoaded();
        _ = NativeMethods.Configuration.DuckDBCreateConfig(out var config);
        using (config)
        {
            foreach (var (name, value) in settings)
            {
                if (!NativeMethods.Configuration.DuckDBSetConfig(config, name, value).IsSuccess())
                {
                    throw new DuckDbException(DuckDBErrorType.InvalidInput, $"DuckDB refuses the setting {name} = '{value}'.");
                }
            }
            if (NativeMethods.Startup.DuckDBOpen(null, out var handle, config, out var error).IsSuccess())
            {
                return new InMemoryDatabase(handle);
            }
            handle.Dispose();
            throw new DuckDbException(DuckDBErrorType.Io, error ?? "DuckDB could not be opened.");
        }
    }

    internal DuckDbConnection Connect()
    {
        if (NativeMethods.Startup.DuckDBConnect(_handle, out var connection).IsSuccess()) { return new DuckDbConnection(connection); }
        connection.Dispose();
        throw new DuckDbException(DuckDBErrorType.Internal, "DuckDB returned no connection.");
    }

    public void Dispose() => _handle.Dispose();
}
