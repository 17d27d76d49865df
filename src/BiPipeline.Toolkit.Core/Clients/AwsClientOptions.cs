namespace BiPipeline.Toolkit;

/// <summary>
/// Settings for access to an AWS service. The AWS SDK supplies unset values: the chains for region and credentials,
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
    /// The profile in the AWS config and credentials files, for credentials, region and endpoint. Default (null): the SDK's chain, which
    /// reads <c>AWS_PROFILE</c>.
    /// </summary>
    public string? Profile { get; init; }

    /// <summary>The endpoint. Default (null): that of the environment or the profile, else AWS's own for the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Time limit of one attempt of a request, 1 second to 15 minutes. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Number of retries of a throttled or failed request, 0 to 20. Default 3.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>
    /// Whether the client signs with fixed dummy credentials instead of asking a credential chain, for a local service; needs
    /// <see cref="Endpoint"/>. Default false.
    /// </summary>
    public bool UseLocalCredentials { get; init; }

    /// <summary>
    /// Handler that sends the requests in place of the SDK's own, for proxies and tests. The client never disposes it. Default (null): the
    /// SDK's.
    /// </summary>
    public HttpMessageHandler? MessageHandler { get; init; }

    /// <summary>
    /// Creates options for a local service. They set endpoint, region and credentials, so the client asks no chain and reaches no other
    /// service.
    /// </summary>
    /// <param name="endpoint">The endpoint, such as <c>http://127.0.0.1:5000</c>.</param>
    public static AwsClientOptions Local(Uri endpoint) => new() { Endpoint = endpoint, Region = "us-east-1", UseLocalCredentials = true };

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is wrong; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(AwsClientOptions));
        if (Region is { Length: 0 }) { problems.Add($"{nameof(Region)} is empty; expected a region, or null for the SDK's chain."); }
        if (Profile is { Length: 0 }) { problems.Add($"{nameof(Profile)} is empty; expected a profile, or null for the SDK's chain."); }
        if (Profile is not null && UseLocalCredentials)
        {
            problems.Add($"{nameof(Profile)} is '{Profile}' and {nameof(UseLocalCredentials)} is true; expected only one of them.");
        }
        if (Endpoint is { IsAbsoluteUri: false })
        {
            problems.Add($"{nameof(Endpoint)} is {Endpoint}; expected absolute, such as https://s3.eu-west-1.amazonaws.com.");
        }
        if (UseLocalCredentials && Endpoint is null)
        {
            problems.Add($"{nameof(UseLocalCredentials)} is true without an {nameof(Endpoint)}; expected a local endpoint.");
        }
        problems.Range(Timeout, ShortestTimeout, LongestTimeout, "1 second to 15 minutes");
        problems.Range(MaxRetries, 0, MostRetries);
        problems.ThrowIfAny();
    }
}
