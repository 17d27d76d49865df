using System.Collections.Concurrent;
using System.Diagnostics;
using Processor = System.Runtime.InteropServices.Architecture;

namespace BiPipeline.Toolkit.TestKit;

static class Requirement
{
    static readonly ConcurrentDictionary<Need, string?> Missing = new();

    internal static string? SkipReason(Need[] needs) =>
        Environment.GetEnvironmentVariable("CI") == "true" ? null : needs.Select(need => Missing.GetOrAdd(need, Find)).FirstOrDefault(reason => reason is not null);

    static string? Find(Need need) => need switch
    {
        Need.Moto => PythonModule("moto.server"),
        Need.Botocore => PythonModule("boto3"),
        Need.CfnLint => PythonModule("cfnlint"),
        Need.NodeReaders => Folder("eng/conformance/node_modules", "the Node packages are missing: run 'npm ci' in eng/conformance"),
        Need.SqlGrammar => Folder("eng/grammar/node_modules", "the SQL grammars are missing: run 'npm ci' in eng/grammar"),
        Need.JsonSchema => Folder("eng/grammar/node_modules/ajv", "the JSON Schema validator is missing: run 'npm ci' in eng/grammar"),
        Need.LinkerOfLinuxX64 => Linker(),
        _ => throw new ArgumentOutOfRangeException(nameof(need)),
    };

    static string? Linker() => !OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != Processor.X64
        ? "machine code for linux-x64 is linked on Linux x64"
        : Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")))
            ? null
            : "clang or gcc is missing";

    static string? Folder(string path, string reason) => Directory.Exists(Repository.PathOf(path)) ? null : reason;

    static string? PythonModule(string module)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", $"import {module}"]) { RedirectStandardError = true, UseShellExecute = false })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"python3 has no module {module}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "python3 is missing";
        }
    }
}
