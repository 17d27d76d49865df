using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>
/// A function written here for what DuckDB has no equal of. DuckDB may run it for values that a filter or a CASE removes, and keep what
/// it returned for a dictionary, so it never fails there: a value comes with an error text beside it, and the macro under the
/// function's own name raises the error for the rows that are left (<see cref="CheckedCast"/>).
/// </summary>
sealed unsafe class ScalarFunction(string name, ScalarType[] parameters, ScalarType result, Action<ScalarCall> body)
{
    internal string Name { get; } = name;

    internal ScalarType Result { get; } = result;

    /// <summary>Number of bytes of text that one vector may take; more fail the query. Default 256 MiB.</summary>
    internal long VectorBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>The macro that calls the function and raises its errors.</summary>
    internal string Macro
    {
        get
        {
            var names = string.Join(", ", Enumerable.Range(0, parameters.Length).Select(i => $"a{i}"));
            return $"CREATE MACRO {Name}({names}) AS CAST({Name}_({names}) AS {Result.Sql})";
        }
    }

    internal void Register(DuckDBNativeConnection connection)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, $"{Name}_");
            foreach (var parameter in parameters)
            {
                using var type = parameter.Create();
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, type);
            }
            using var returned = CheckedCast.Checked(Result);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, returned);
            // The database owns the handle now, and releases it with Release.
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(this)), &Release);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, &Invoke);
            if (!NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection, function).IsSuccess())
            {
                throw new DuckDbException(DuckDBErrorType.Internal, $"DuckDB refused the function {Name}.");
            }
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Release(nint info) => GCHandle.FromIntPtr(info).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressMessage("Design", "CA1031", Justification = "An exception must not cross the native frame; the query fails with its message.")]
    static void Invoke(nint info, nint input, nint output)
    {
        try
        {
            var function = (ScalarFunction)GCHandle.FromIntPtr(NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;
            function.Run(input, new DuckDbVector(output));
        }
        catch (LocalAthenaQueryException failure)
        {
            Fail(info, failure);
        }
        catch (Exception)
        {
            Fail(info, LocalAthenaQueryException.Bug());
        }
    }

    static void Fail(nint info, LocalAthenaQueryException failure) =>
        NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, failure.ToNativeMessage());

    void Run(nint input, DuckDbVector output)
    {
        // DuckDB owns the chunk; the handle does not release it.
        using var chunk = new DuckDBDataChunk(input);
        var arguments = new DuckDbVector[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = new DuckDbVector(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i));
        }
        var rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
        var call = new ScalarCall(arguments, output, Result, rows, VectorBytes);
        for (var row = 0; row < rows; row++) { call.Run(row, body); }
    }
}
