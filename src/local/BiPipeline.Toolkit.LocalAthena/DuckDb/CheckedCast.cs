using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>
/// The way from what a <see cref="ScalarFunction"/> returns, <c>STRUCT(v T, e VARCHAR)</c>, to T: where there is an error text, it is
/// raised. A cast and not a function: DuckDB knows that casts fail, computes them for the rows that are left only, in the order of the
/// conditions, and lets TRY turn the error into NULL.
/// </summary>
static unsafe partial class CheckedCast
{
    const string Library = "duckdb";

    /// <summary>The type of a value with an error beside it.</summary>
    internal static DuckDBLogicalType Checked(ScalarType result) => Pair(result, "v\0"u8, ScalarType.Varchar, "e\0"u8);

    /// <summary>A struct of two fields; the names end with a zero byte.</summary>
    internal static DuckDBLogicalType Pair(
        ScalarType first,
        ReadOnlySpan<byte> firstName,
        ScalarType second,
        ReadOnlySpan<byte> secondName)
    {
        using var one = first.Create();
        using var other = second.Create();
        var types = stackalloc nint[] { one.DangerousGetHandle(), other.DangerousGetHandle() };
        fixed (byte* oneName = firstName)
        fixed (byte* otherName = secondName)
        {
            var names = stackalloc byte*[] { oneName, otherName };
            return CreateStructType(types, names, 2);
        }
    }

    /// <summary>Makes the cast known to a database. No query may run on it yet: the list of casts has no lock.</summary>
    internal static void Register(DuckDBNativeConnection connection, ScalarType result)
    {
        var cast = CreateCast();
        try
        {
            using var source = Checked(result);
            using var target = result.Create();
            SetSource(cast, source);
            SetTarget(cast, target);
            // Never chosen where no CAST is written.
            SetCost(cast, -1);
            SetFunction(cast, &Invoke);
            if (RegisterCast(connection, cast) != 0)
            {
                throw new DuckDbException(DuckDBErrorType.Internal, $"DuckDB refused the cast to {result.Sql}.");
            }
        }
        finally
        {
            DestroyCast(ref cast);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static byte Invoke(nint info, ulong count, nint input, nint output)
    {
        var source = new DuckDbVector(input);
        var errors = source.Field(1);
        source.Field(0).GiveTo(output);
        byte succeeded = 1;
        for (var row = 0; row < (int)count; row++)
        {
            if (source.IsNull(row)) { new DuckDbVector(output).WriteNull(row); }
            else if (!errors.IsNull(row))
            {
                SetRowError(info, errors.Text(row), (ulong)row, output);
                succeeded = 0;
            }
        }
        return succeeded;
    }

    [LibraryImport(Library, EntryPoint = "duckdb_create_struct_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial DuckDBLogicalType CreateStructType(nint* types, byte** names, ulong count);

    [LibraryImport(Library, EntryPoint = "duckdb_create_cast_function")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial nint CreateCast();

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_cast_function")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void DestroyCast(ref nint cast);

    [LibraryImport(Library, EntryPoint = "duckdb_cast_function_set_source_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void SetSource(nint cast, DuckDBLogicalType type);

    [LibraryImport(Library, EntryPoint = "duckdb_cast_function_set_target_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void SetTarget(nint cast, DuckDBLogicalType type);

    [LibraryImport(Library, EntryPoint = "duckdb_cast_function_set_implicit_cast_cost")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void SetCost(nint cast, long cost);

    [LibraryImport(Library, EntryPoint = "duckdb_cast_function_set_function")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void SetFunction(nint cast, delegate* unmanaged[Cdecl]<nint, ulong, nint, nint, byte> function);

    [LibraryImport(Library, EntryPoint = "duckdb_cast_function_set_row_error", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void SetRowError(nint info, string error, ulong row, nint output);

    [LibraryImport(Library, EntryPoint = "duckdb_register_cast_function")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int RegisterCast(DuckDBNativeConnection connection, nint cast);
}
