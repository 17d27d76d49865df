namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>
/// Loads DuckDB's native library, only from the program's folder or from .NET's folder of a package's library for this platform.
/// </summary>
static class DuckDbLibrary
{
    const string Name = "duckdb";

    /// <summary>Loads the library, before the first call into it.</summary>
    /// <exception cref="DllNotFoundException">The platform has no library; the message has the folders.</exception>
    internal static void EnsureLoaded()
    {
        // The bindings' own imports would also search the system's path, where anyone could put a library.
        if (!NativeLibrary.TryLoad(Name, typeof(NativeMethods).Assembly, DllImportSearchPath.AssemblyDirectory, out _))
        {
            throw new DllNotFoundException(
                $"DuckDB's native library is missing or does not fit this platform ({RuntimeInformation.RuntimeIdentifier}); "
                + $"expected it in {AppContext.BaseDirectory} or its runtimes folder. "
                + "DuckDB.NET.Bindings.Full has it for linux-x64, linux-arm64 (glibc), osx, win-x64 and win-arm64.");
        }
    }
}
