namespace BiPipeline.Toolkit;

/// <summary>
/// How a client reaches an AWS service. What is not set comes from the AWS SDK: the chains for region and credentials,
/// <c>AWS_ENDPOINT_URL*</c> variables, profiles. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record AwsClientOptions
{
    const int MostRetries = 20;

    static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(15);

    /// <summary>The region, such as <c>eu-west-1</c>. Default (null): the SDK's chain.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The profile of the AWS config and credentials files whose credentials, region and endpoint are used. Default (null): the SDK's
    /// chain, which reads <c>AWS_PROFILE</c>.
    /// </summary>
    public string? Profile { get; init; }

    /// <summary>The endpoint. Default (null): the environment's or the profile's, else AWS's own for the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How long one attempt of a request may take, 1 second to 15 minutes. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a throttled or failed request is sent again, 0 to 20. Default 3.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>
    /// Sign with made-up credentials and ask no credential chain, for a service on this machine; needs <see cref="Endpoint"/>. Default
    /// false.
    /// </summary>
    public bool UseLocalCredentials { get; init; }

    /// <summary>
    /// Sends the requests in place of the SDK's own handler, for proxies and tests; never disposed by the client. Default (null): the
    /// SDK's.
    /// </summary>
    public HttpMessageHandler? MessageHandler { get; init; }

    /// <summary>
    /// Options for a service on this machine: endpoint, region and credentials are set, so that no chain is asked and nothing else is
    /// reached.
    /// </summary>
    /// <param name="endpoint">Such as <c>http://127.0.0.1:5000</c>.</param>
    public static AwsClientOptions Local(Uri endpoint) => new() { Endpoint = endpoint, Region = "us-east-1", UseLocalCredentials = true };

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is wrong; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(AwsClientOptions));
        if (Region is { Length: 0 }) { problems.Add($"{nameof(Region)} is empty; leave it null for the SDK's chain."); }
        if (Profile is { Length: 0 }) { problems.Add($"{nameof(Profile)} is empty; leave it null for the SDK's chain."); }
        if (Profile is not null && UseLocalCredentials)
        {
            problems.Add($"{nameof(Profile)} is '{Profile}' and {nameof(UseLocalCredentials)} is true; set one of them.");
        }
        if (Endpoint is { IsAbsoluteUri: false })
        {
            problems.Add($"{nameof(Endpoint)} is {Endpoint}; it must be absolute, such as https://s3.eu-west-1.amazonaws.com.");
        }
        if (UseLocalCredentials && Endpoint is null)
        {
            problems.Add($"{nameof(UseLocalCredentials)} is true without an {nameof(Endpoint)}; AWS knows no such credentials.");
        }
        problems.Range(Timeout, ShortestTimeout, LongestTimeout, "1 second to 15 minutes");
        problems.Range(MaxRetries, 0, MostRetries);
        problems.ThrowIfAny();
    }
}
