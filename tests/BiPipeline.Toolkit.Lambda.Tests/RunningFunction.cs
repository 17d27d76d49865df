using System.Collections;
using System.Text;
using System.Text.Json;
using BiPipeline.Toolkit.Lambda.Tests.Service;

namespace BiPipeline.Toolkit.Lambda.Tests;

/// <summary>A function in this process with a separate Runtime API.</summary>
sealed class RunningFunction : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly MemoryStream _output = new();
    Task<int> _running = null!;

    RunningFunction(RuntimeApiServer api) => Api = api;

    internal RuntimeApiServer Api { get; }

    internal static Task<RunningFunction> StartAsync(Func<LambdaEnvironment, LambdaHandler> create, params (string Name, string Value)[] variables) =>
        StartAsync(function => FunctionHandler.Of(create(function)), variables);

    internal static Task<RunningFunction> StartAsync(Func<LambdaEnvironment, StreamPipeline> create, params (string Name, string Value)[] variables) =>
        StartAsync(function => FunctionHandler.Of(create(function)), variables);

    internal static async Task<RunningFunction> StartAsync(Func<LambdaEnvironment, FunctionHandler> create, params (string Name, string Value)[] variables)
    {
        var function = new RunningFunction(await RuntimeApiServer.StartAsync());
        var environment = new Hashtable { ["AWS_LAMBDA_RUNTIME_API"] = function.Api.Authority };
        foreach (var (name, value) in variables) { environment[name] = value; }
        function._running = new FunctionProcess(environment, function._output, TextWriter.Null, TimeProvider.System).RunAsync(create, function._stop.Token);
        return function;
    }

    internal async Task<string> InvokeAsync(string payload) =>
        Encoding.UTF8.GetString(await Api.InvokeAsync(Encoding.UTF8.GetBytes(payload)).WaitAsync(TimeSpan.FromMinutes(2)));

    /// <summary>Requests its end, and waits for it.</summary>
    internal async Task<(int Code, string[] Lines)> StopAsync()
    {
        await _stop.CancelAsync();
        return await EndAsync();
    }

    /// <summary>Waits until it ends.</summary>
    internal async Task<(int Code, string[] Lines)> EndAsync()
    {
        var code = await _running.WaitAsync(HangGuard.Time);
        return (code, Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    internal static JsonElement Json(string line) => JsonDocument.Parse(line).RootElement;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Api.DisposeAsync();
        _stop.Dispose();
    }
}
