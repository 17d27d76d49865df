using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>Runs the command as a process in a folder without DuckDB's library.</summary>
public sealed class NativeLibraryTests : IDisposable
{
    static readonly string FileName = OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    readonly TemporaryDirectory _folder = new();

    string App => _folder.Combine("parent", "app");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Library_NotBesideTheProgram_FailsToLoad()
    {
        var library = CopyTheCommand();
        string[] places = [".", "lib", Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native"), Path.Combine("eng", "native", "node_modules", "@duckdb", "node-bindings-linux-x64")];
        foreach (var folder in places.Select(place => Path.Combine(_folder.Combine("parent"), place)))
        {
            Directory.CreateDirectory(folder);
            File.CreateSymbolicLink(Path.Combine(folder, FileName), library);
        }

        var (code, error) = await QueryAsync(library);

        code.ShouldBe(1);
        error.ShouldStartWith("error: DuckDB's native library");
        error.ShouldContain(App);
        error.TrimEnd().ShouldNotContain("\n");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Library_BesideTheProgram_IsLoaded()
    {
        var library = CopyTheCommand();
        File.CreateSymbolicLink(Path.Combine(App, FileName), library);

        (await QueryAsync(library)).ShouldBe((0, ""));
    }

    // The files of the command without the library, whose path is returned.
    string CopyTheCommand()
    {
        var from = CliRun.Published is null ? AppContext.BaseDirectory : Path.GetDirectoryName(new FileInfo(CliRun.Published).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? CliRun.Published)!;
        Directory.CreateDirectory(App);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => Path.GetFileName(file) != FileName)) { File.Copy(file, Path.Combine(App, Path.GetFileName(file))); }
        return Directory.EnumerateFiles(from, FileName, SearchOption.AllDirectories).First();
    }

    // With the planted library's folder as working directory, and with every variable that a loader could read.
    async Task<(int Code, string Error)> QueryAsync(string library)
    {
        var schema = _folder.Combine("orders.schema.json");
        await File.WriteAllTextAsync(schema, """{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"}]}""");
        string[] query = ["query", "SELECT 1 AS one", "--schema", schema, "--lake", Directory.CreateDirectory(_folder.Combine("lake")).FullName];
        var start = CliRun.Published is null
            ? new ProcessStartInfo("dotnet", ["exec", Path.Combine(App, "bipipeline.dll"), .. query])
            : new ProcessStartInfo(Path.Combine(App, Path.GetFileName(CliRun.Published)), query);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (_folder.Combine("parent"), true, true, false);
        foreach (var name in (string[])["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]) { start.Environment[name] = Path.Combine(_folder.Combine("parent"), "lib"); }
        start.Environment["DUCKDB_LIBRARY"] = library;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}
