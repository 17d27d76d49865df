namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>One in-memory database; its connections share memory limit, functions and settings.</summary>
sealed class DuckDbDatabase : IDisposable
{
    // The C API is stable within 1.x; streaming execution and scalar functions are there from 1.2.
    const string SupportedVersion = "v1.";

    readonly DatabaseHandle _handle;

    DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>Opens an empty database with these settings.</summary>
    /// <exception cref="DuckDbNotFoundException">There is no libduckdb, or it is of another major version.</exception>
    /// <exception cref="DuckDbException">A setting is not accepted.</exception>
    internal static unsafe DuckDbDatabase Open(IEnumerable<KeyValuePair<string, string>> settings)
    {
        // Not from inside the resolver: the runtime would wrap the exception that says how to get the library.
        DuckDbLibrary.EnsureLoaded();
        var version = Marshal.PtrToStringUTF8((nint)NativeMethods.duckdb_library_version());
        if (version is null || !version.StartsWith(SupportedVersion, StringComparison.Ordinal))
        {
            throw new DuckDbNotFoundException($"libduckdb is version '{version}', which this build does not know.");
        }

        _ = NativeMethods.duckdb_create_config(out var config);
        try
        {
            foreach (var (name, value) in settings)
            {
                if (NativeMethods.duckdb_set_config(config, name, value) != NativeMethods.Success)
                {
                    throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"DuckDB refuses the setting {name} = '{value}'.");
                }
            }
            var status = NativeMethods.duckdb_open_ext(null, out var handle, config, out var error);
            if (status != NativeMethods.Success)
            {
                var message = Marshal.PtrToStringUTF8(error);
                NativeMethods.duckdb_free(error);
                handle.Dispose();
                throw new DuckDbException(DuckDbErrorKind.InputOutput, message ?? "DuckDB did not open.");
            }
            return new DuckDbDatabase(handle);
        }
        finally
        {
            NativeMethods.duckdb_destroy_config(ref config);
        }
    }

    internal DuckDbConnection Connect()
    {
        if (NativeMethods.duckdb_connect(_handle, out var connection) == NativeMethods.Success) { return new DuckDbConnection(connection); }
        connection.Dispose();
        throw new DuckDbException(DuckDbErrorKind.Internal, "DuckDB gave no connection.");
    }

    public void Dispose() => _handle.Dispose();
}
