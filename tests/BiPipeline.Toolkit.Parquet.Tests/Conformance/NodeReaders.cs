using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>DuckDB, parquet-wasm and hyparquet in one Node process, shared by the test class's collection.</summary>
public sealed class NodeReaders : IDisposable
{
    public static readonly IReadOnlyList<string> All = ["duckdb", "wasm", "hyparquet"];

    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    readonly Lock _lock = new();
    Process? _process;

    public JsonArray Rows(string reader, string file, IReadOnlyList<ColumnSpec> specs) =>
        Ask(new JsonObject
        {
            ["op"] = "rows",
            ["reader"] = reader,
            ["file"] = file,
            ["types"] = new JsonArray([.. specs.Select(spec => Canonical.TypeOf(spec.Type))]),
        })["rows"]!.AsArray();

    /// <summary>DuckDB's answer, as text.</summary>
    public string?[][] Sql(string sql) =>
        [.. Ask(new JsonObject { ["op"] = "sql", ["sql"] = sql })["rows"]!.AsArray().Select(row => row!.AsArray().Select(value => value?.GetValue<string>()).ToArray())];

    /// <summary>Returns the footer, page indexes and page headers from hyparquet's Thrift reader, and checksums from zlib.</summary>
    public FileStructure Structure(string file) => new(Ask(new JsonObject { ["op"] = "structure", ["file"] = file }));

    public void Dispose()
    {
        if (_process is not { } process) { return; }
        process.StandardInput.Close();
        if (!process.WaitForExit(HangGuard.Time)) { process.Kill(entireProcessTree: true); }
        process.Dispose();
    }

    JsonObject Ask(JsonObject request)
    {
        lock (_lock)
        {
            var process = _process ??= Start();
            process.StandardInput.WriteLine(request.ToJsonString(Json));
            process.StandardInput.Flush();
            var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Node readers ended.");
            var answer = JsonNode.Parse(line, documentOptions: new() { MaxDepth = 256 })!.AsObject();
            answer.TryGetPropertyValue("error", out var error);
            error.ShouldBeNull(error?.ToString());
            return answer;
        }
    }

    static Process Start() => Process.Start(new ProcessStartInfo("node", [Repository.PathOf("eng", "conformance", "read.mjs")])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = System.Text.Encoding.UTF8,
        UseShellExecute = false,
    })!;
}
