using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// Where libduckdb comes from: the file that the environment variable <c>DUCKDB_LIBRARY</c> names, then <c>eng/native</c> found upwards
/// from the application's folder, then the system's search path. The process loads it once.
/// </summary>
public static class DuckDbLibrary
{
    /// <summary>The environment variable that names the library's file.</summary>
    public const string Variable = "DUCKDB_LIBRARY";

    internal const string ImportName = "duckdb";

    static readonly Lazy<nint> Handle = new(Load);

    /// <summary>True when the library can be loaded here; otherwise <paramref name="problem"/> says what was looked for and how to get it.</summary>
    public static bool IsAvailable([NotNullWhen(false)] out string? problem)
    {
        try
        {
            EnsureLoaded();
            problem = null;
            return true;
        }
        catch (DuckDbNotFoundException exception)
        {
            problem = exception.Message;
            return false;
        }
    }

    /// <summary>Loads the library, once a process.</summary>
    /// <exception cref="DuckDbNotFoundException">There is none.</exception>
    internal static void EnsureLoaded() => _ = Handle.Value;

    // Before the first P/Invoke of this assembly, and not lazily by the first user: no call site may forget it.
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver has to be in place before the first native call of this assembly.")]
    [ModuleInitializer]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, static (name, _, _) => name == ImportName ? Handle.Value : 0);

    /// <summary>The platform's file below <c>node_modules/@duckdb</c>.</summary>
    internal static string? PackagedFile(string startFolder)
    {
        var (package, file) = PlatformPackage();
        for (var folder = new DirectoryInfo(startFolder); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "eng", "native", "node_modules", "@duckdb", package, file);
            if (File.Exists(candidate)) { return candidate; }
        }
        return null;
    }

    static nint Load()
    {
        // The one place that reads the environment: a native library is the process's, not a caller's option.
        if (Environment.GetEnvironmentVariables()[Variable] is string { Length: > 0 } named)
        {
            return NativeLibrary.TryLoad(named, out var chosen)
                ? chosen
                : throw new DuckDbNotFoundException($"{Variable} names '{named}', which {(File.Exists(named) ? "is no library for this platform" : "does not exist")}.");
        }
        if (PackagedFile(AppContext.BaseDirectory) is { } packaged && NativeLibrary.TryLoad(packaged, out var handle)) { return handle; }
        foreach (var name in (string[])["duckdb", "libduckdb"])
        {
            if (NativeLibrary.TryLoad(name, typeof(DuckDbLibrary).Assembly, DllImportSearchPath.SafeDirectories, out handle)) { return handle; }
        }
        var (package, file) = PlatformPackage();
        throw new DuckDbNotFoundException($"libduckdb was not found: no {Variable}, no eng/native/node_modules/@duckdb/{package}/{file} in or above {AppContext.BaseDirectory}, none on the system's library path.");
    }

    static (string Package, string File) PlatformPackage()
    {
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        if (OperatingSystem.IsWindows()) { return ($"node-bindings-win32-{architecture}", "duckdb.dll"); }
        if (OperatingSystem.IsMacOS()) { return ($"node-bindings-darwin-{architecture}", "libduckdb.dylib"); }
        var musl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : "";
        return ($"node-bindings-linux-{architecture}{musl}", "libduckdb.so");
    }
}
