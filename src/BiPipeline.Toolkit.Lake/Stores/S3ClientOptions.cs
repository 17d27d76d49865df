namespace BiPipeline.Toolkit.Lake;

/// <summary>How <see cref="ObjectStores.Open"/> reaches S3. Every default is the SDK's but the time-outs, which a function needs shorter. Immutable; derive with <c>with</c>.</summary>
public sealed record S3ClientOptions
{
    /// <summary>The options as they are without any setting.</summary>
    public static S3ClientOptions Default { get; } = new();

    /// <summary>The region, such as <c>eu-west-1</c>. Default (null): the SDK's chain.</summary>
    public string? Region { get; init; }

    /// <summary>The endpoint, which is then sent buckets in the path, not in the host's name. Default (null): the environment's or the profile's, else S3's own for the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How long one try of a request may take, 1 second to 15 minutes. Default 15 seconds: a part of 16 MiB at 10 Mbit/s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a throttled or failed request is sent again, 0 to 20. Default 3.</summary>
    public int MaxRetries { get; init; } = 3;

    internal bool HasLocalCredentials { get; private init; }

    /// <summary>For a service on this machine: explicit endpoint, region and static credentials, so that no credential chain is asked and nothing else is reached.</summary>
    /// <param name="endpoint">Such as <c>http://127.0.0.1:5000</c>.</param>
    public static S3ClientOptions Local(Uri endpoint) => new() { Endpoint = endpoint, Region = "us-east-1", HasLocalCredentials = true };

    /// <summary>These options, once every rule holds.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public S3ClientOptions Validated()
    {
        List<string> problems = [];
        if (Region is { Length: 0 }) { problems.Add($"{nameof(Region)} is empty; leave it null for the SDK's chain."); }
        if (Endpoint is { IsAbsoluteUri: false }) { problems.Add($"{nameof(Endpoint)} is {Endpoint}; it must be absolute, such as https://s3.eu-west-1.amazonaws.com."); }
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(15)) { problems.Add($"{nameof(Timeout)} is {Timeout}; it must be 1 second to 15 minutes."); }
        if (MaxRetries is < 0 or > 20) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxRetries)} is {MaxRetries}; it must be 0 to 20.")); }
        return problems.Count == 0 ? this : throw new ToolkitOptionsException(nameof(S3ClientOptions), problems);
    }
}
