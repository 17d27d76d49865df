namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>
/// A moto server, and the variables with which every AWS client of this process finds it. Its tests are a collection that runs alone, because
/// variables apply to the whole process.
/// </summary>
public sealed class AwsEnvironment : IDisposable
{
    readonly MotoServer _moto = new();
    readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    /// <summary>Starts the server, empties it, and sets the variables to it.</summary>
    public async Task<Uri> StartAsync()
    {
        var endpoint = await _moto.Endpoint;
        await _moto.ResetAsync();
        Set("AWS_ENDPOINT_URL", endpoint.AbsoluteUri);
        Set("AWS_REGION", "us-east-1");
        Set("AWS_ACCESS_KEY_ID", "local");
        Set("AWS_SECRET_ACCESS_KEY", "local");
        return endpoint;
    }

    /// <summary>Sends Athena's calls to another endpoint.</summary>
    public void SetAthena(Uri endpoint) => Set("AWS_ENDPOINT_URL_ATHENA", endpoint.AbsoluteUri);

    /// <summary>Sends every call to a local server instead of moto.</summary>
    public void SetLocal(Uri endpoint)
    {
        Set("AWS_ENDPOINT_URL", endpoint.AbsoluteUri);
        SetAthena(endpoint);
        Set("AWS_REGION", "us-east-1");
        Set("AWS_ACCESS_KEY_ID", "local");
        Set("AWS_SECRET_ACCESS_KEY", "local");
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before) { Environment.SetEnvironmentVariable(name, value); }
        _moto.Dispose();
    }

    void Set(string name, string value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
