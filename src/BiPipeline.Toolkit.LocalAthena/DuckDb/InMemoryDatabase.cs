namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>One in-memory database; its connections share memory limit, functions and settings.</summary>
sealed class InMemoryDatabase : IDisposable
{
    readonly DuckDBDatabase _handle;

    InMemoryDatabase(DuckDBDatabase handle) => _handle = handle;

    /// <summary>Opens an empty database with these settings.</summary>
    /// <exception cref="DllNotFoundException">There is no DuckDB library for this platform.</exception>
    /// <exception cref="DuckDbException">A setting is not accepted.</exception>
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
            throw new DuckDbException(DuckDBErrorType.Io, error ?? "DuckDB did not open.");
        }
    }

    internal DuckDbConnection Connect()
    {
        if (NativeMethods.Startup.DuckDBConnect(_handle, out var connection).IsSuccess()) { return new DuckDbConnection(connection); }
        connection.Dispose();
        throw new DuckDbException(DuckDBErrorType.Internal, "DuckDB gave no connection.");
    }

    public void Dispose() => _handle.Dispose();
}
