using BiPipeline.Toolkit.Lambda.Tests.Service;

namespace OrdersPipeline.Tests.Lambda;

/// <summary>Lambda's part: a Runtime API, and a function process that is started at the first event and again after it ended.</summary>
sealed class LambdaService : IAsyncDisposable
{
    readonly RuntimeApiServer _api;
    readonly Dictionary<string, string> _environment;

    LambdaService(RuntimeApiServer api, IReadOnlyDictionary<string, string> environment)
    {
        _api = api;
        _environment = new(environment, StringComparer.Ordinal) { ["AWS_LAMBDA_RUNTIME_API"] = api.Authority };
    }

    /// <summary>The function's process; null before the first event.</summary>
    internal LambdaProcess? Process { get; private set; }

    /// <summary>Processes that were started.</summary>
    internal int Starts { get; private set; }

    /// <summary>What the function posted instead of taking an event.</summary>
    internal Task<System.Text.Json.JsonElement> InitError => _api.InitError;

    /// <summary>How long an event may take, which the function is told.</summary>
    internal TimeSpan TimeAllowed { set => _api.TimeAllowed = value; }

    internal static async Task<LambdaService> StartAsync(IReadOnlyDictionary<string, string> environment) => new(await RuntimeApiServer.StartAsync(), environment);

    /// <summary>Starts the process without an event.</summary>
    internal LambdaProcess StartProcess()
    {
        Starts++;
        return Process = LambdaProcess.Start(_environment);
    }

    /// <summary>Hands an event over and waits for its answer.</summary>
    /// <exception cref="LambdaException">The function failed, or its process ended.</exception>
    internal async Task<byte[]> InvokeAsync(byte[] payload, CancellationToken cancellationToken = default)
    {
        if (Process is null or { HasEnded: true }) { StartProcess(); }
        var answer = _api.InvokeAsync(payload);
        await Task.WhenAny(answer, Process!.Ended).WaitAsync(HangGuard.Time, cancellationToken);
        if (!answer.IsCompleted)
        {
            // Not taken, or taken and lost: the next process must not get it.
            _api.Withdraw();
            throw new LambdaException(LambdaException.ProcessEnded, "The process ended before it answered.");
        }
        return await answer;
    }

    internal async Task<Stream> InvokeAsync(Stream payload, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await payload.CopyToAsync(bytes, cancellationToken);
        return new MemoryStream(await InvokeAsync(bytes.ToArray(), cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null) { await Process.DisposeAsync(); }
        await _api.DisposeAsync();
    }
}
