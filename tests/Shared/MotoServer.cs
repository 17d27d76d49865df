using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.TestKit;

/// <summary>
/// moto's server on a free local port, until it is disposed. Use it as a class or collection fixture of tests that need
/// <see cref="Need.Moto"/>; it starts at the first <see cref="Endpoint"/>, so skipped tests start nothing.
/// </summary>
public sealed partial class MotoServer : IDisposable
{
    // The server ends with its standard input, so it always ends with the test host.
    // It answers one request at a time: its conditional put looks and then writes, and concurrent requests would come between.
    const string Launcher = """
        import os, sys, threading
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Application
        turn, answer = threading.Lock(), Application.__call__
        def in_turn(self, environ, start_response):
            with turn:
                return answer(self, environ, start_response)
        Application.__call__ = in_turn
        from moto.server import main
        main(['-H', '127.0.0.1', '-p', '0'])
        """;

    readonly Lazy<Task<Uri>> _endpoint;
    Process? _process;

    public MotoServer() => _endpoint = new(StartAsync);

    /// <summary>The server's address; the first call starts it.</summary>
    public Task<Uri> Endpoint => _endpoint.Value;

    /// <summary>Removes its content.</summary>
    public async Task ResetAsync()
    {
        using var http = new HttpClient { BaseAddress = await Endpoint };
        using var answer = await http.PostAsync("moto-api/reset", content: null);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        if (_process is null) { return; }
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    async Task<Uri> StartAsync()
    {
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new StringBuilder();
        var start = new ProcessStartInfo("python3", ["-c", Launcher]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PYTHONUNBUFFERED"] = "1";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) { ready.TrySetException(new InvalidOperationException($"moto ended: {log}")); }
            else if (Listening().Match(line.Data) is { Success: true } match) { ready.TrySetResult(new Uri(match.Groups["url"].Value)); }
            else if (log.Length < 10_000) { log.AppendLine(line.Data); }
        };
        // Read until its end, because it logs every request, and a full pipe would stop it.
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        return await ready.Task.WaitAsync(HangGuard.Time);
    }

    [GeneratedRegex(@"Running on (?<url>http://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex Listening();
}
