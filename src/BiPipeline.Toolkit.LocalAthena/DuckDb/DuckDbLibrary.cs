namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>DuckDB's native library: beside the program, or where .NET finds a package's library for this platform. Nowhere else.</summary>
static class DuckDbLibrary
{
    const string Name = "duckdb";

    /// <summary>Loads the library, before the first call into it.</summary>
    /// <exception cref="DllNotFoundException">There is none for this platform; the message says where it was looked for.</exception>
    internal static void EnsureLoaded()
    {
        // The bindings' own imports would go on to the system's search path, and so to a library that anybody put there.
        if (!NativeLibrary.TryLoad(Name, typeof(NativeMethods).Assembly, DllImportSearchPath.AssemblyDirectory, out _))
        {
            throw new DllNotFoundException(
                $"DuckDB's native library is missing or does not fit this platform ({RuntimeInformation.RuntimeIdentifier}): "
                + $"it is looked for in {AppContext.BaseDirectory} and its runtimes folder, nowhere else. "
                + "DuckDB.NET.Bindings.Full has it for linux-x64, linux-arm64 (glibc), osx, win-x64 and win-arm64.");
        }
    }
}
