using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Options for access to AWS, with the names of the AWS CLI; endpoints come from <c>AWS_ENDPOINT_URL*</c>.</summary>
sealed class AwsOptions
{
    // A slow connection has more time here than in a function.
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    readonly Option<string?> _profile = new("--profile")
    {
        Description = "The profile of the AWS config files; without it the SDK's chain decides (AWS_PROFILE, variables, role).",
        HelpName = "NAME",
    };
    readonly Option<string?> _region = new("--region")
    {
        Description = "The AWS Region; without it the SDK's chain decides.",
        HelpName = "REGION",
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(_profile);
        command.Options.Add(_region);
    }

    internal AwsClientOptions Client(ParseResult parsed) => new()
    {
        Profile = parsed.GetValue(_profile),
        Region = parsed.GetValue(_region),
        Timeout = RequestTimeout,
    };
}
