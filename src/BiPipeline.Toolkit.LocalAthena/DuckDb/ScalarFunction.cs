namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>
/// A function written here for what DuckDB has no equal of. It is called for each row whose arguments are all there; NULL in gives
/// NULL out. What it throws as <see cref="LocalAthenaQueryException"/> fails the query with that code.
/// </summary>
sealed unsafe class ScalarFunction(string name, ScalarType[] parameters, ScalarType result, Action<ScalarCall> body)
{
    internal string Name { get; } = name;

    internal void Register(ConnectionHandle connection)
    {
        var function = NativeMethods.duckdb_create_scalar_function();
        try
        {
            NativeMethods.duckdb_scalar_function_set_name(function, Name);
            foreach (var parameter in parameters)
            {
                var type = parameter.Create();
                NativeMethods.duckdb_scalar_function_add_parameter(function, type);
                NativeMethods.duckdb_destroy_logical_type(ref type);
            }
            var returned = result.Create();
            NativeMethods.duckdb_scalar_function_set_return_type(function, returned);
            NativeMethods.duckdb_destroy_logical_type(ref returned);
            // The database owns the handle from here on and gives it back through Release.
            NativeMethods.duckdb_scalar_function_set_extra_info(function, GCHandle.ToIntPtr(GCHandle.Alloc(this)), &Release);
            NativeMethods.duckdb_scalar_function_set_function(function, &Invoke);
            if (NativeMethods.duckdb_register_scalar_function(connection, function) != NativeMethods.Success)
            {
                throw new DuckDbException(DuckDbErrorKind.Internal, $"DuckDB refused the function {Name}.");
            }
        }
        finally
        {
            NativeMethods.duckdb_destroy_scalar_function(ref function);
        }
    }

    [UnmanagedCallersOnly]
    static void Release(nint info) => GCHandle.FromIntPtr(info).Free();

    [UnmanagedCallersOnly]
    [SuppressMessage("Design", "CA1031", Justification = "An exception must not cross the native frame; the query fails with its message.")]
    static void Invoke(nint info, nint input, nint output)
    {
        try
        {
            var function = (ScalarFunction)GCHandle.FromIntPtr(NativeMethods.duckdb_scalar_function_get_extra_info(info)).Target!;
            function.Run(input, new DuckDbVector(output));
        }
        catch (LocalAthenaQueryException failure)
        {
            NativeMethods.duckdb_scalar_function_set_error(info, failure.ToNativeMessage());
        }
        catch (Exception exception)
        {
            NativeMethods.duckdb_scalar_function_set_error(info, new LocalAthenaQueryException(FailureCode.GenericInternalError, exception.Message).ToNativeMessage());
        }
    }

    void Run(nint input, DuckDbVector output)
    {
        var arguments = new DuckDbVector[parameters.Length];
        for (var i = 0; i < arguments.Length; i++) { arguments[i] = new DuckDbVector(NativeMethods.duckdb_data_chunk_get_vector(input, (ulong)i)); }
        var rows = (int)NativeMethods.duckdb_data_chunk_get_size(input);
        var call = new ScalarCall(arguments, output);
        for (var row = 0; row < rows; row++) { call.Run(row, body); }
    }
}
