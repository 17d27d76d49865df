using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Aws;
using OrdersPipeline.Catalog;

namespace OrdersPipeline.Commands;

/// <summary>
/// The account and the parts of the stack: options of all commands against AWS. The defaults are the template's names.
/// </summary>
sealed class AwsOptions
{
    readonly Option<string?> _profile = new("--profile") { Description = "A profile of the AWS files.", HelpName = "NAME" };
    readonly Option<string?> _region = new("--region") { Description = "The AWS region.", HelpName = "REGION" };
    readonly Option<Uri?> _endpoint = new("--endpoint-url")
    {
        Description = "One endpoint for every service, such as a local substitute.",
        HelpName = "URL",
        CustomParser = ParseEndpoint,
    };

    internal Option<string> Table { get; } = new("--table")
    {
        Description = "The orders table.",
        DefaultValueFactory = _ => "orders",
        HelpName = "NAME",
    };

    internal Option<LakeLocation> Lake { get; } = new("--lake")
    {
        Description = "The lake: s3:// and the stack's output LakeBucketName.",
        Required = true,
        HelpName = "s3://…",
        CustomParser = ParseLake,
    };

    internal Option<LakeLocation?> Results { get; } = new("--results")
    {
        Description = "Athena's results: s3:// and the stack's output ResultsBucketName.",
        HelpName = "s3://…",
        CustomParser = ParseLake,
    };

    internal Option<string> Database { get; } = new("--database")
    {
        Description = "The Glue database.",
        DefaultValueFactory = _ => OrdersCatalog.Database,
        HelpName = "NAME",
    };

    internal Option<string> WorkGroup { get; } = new("--workgroup")
    {
        Description = "The Athena workgroup.",
        DefaultValueFactory = _ => "orders-pipeline",
        HelpName = "NAME",
    };

    internal void AddTo(Command command, params ReadOnlySpan<Option> others)
    {
        foreach (var option in others) { command.Options.Add(option); }
        command.Options.Add(_profile);
        command.Options.Add(_region);
        command.Options.Add(_endpoint);
    }

    internal AwsConnection Connection(ParseResult parsed) =>
        new(parsed.GetValue(_profile), parsed.GetValue(_region), parsed.GetValue(_endpoint));

    internal AthenaRunnerOptions RunnerOptions(ParseResult parsed) => new()
    {
        Database = parsed.GetRequiredValue(Database),
        WorkGroup = parsed.GetRequiredValue(WorkGroup),
        OutputLocation = parsed.GetValue(Results) is { } results ? $"{results}/" : null,
    };

    static LakeLocation? ParseLake(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (LakeLocation.Parse(result.Tokens[0].Value) is { } location) { return location; }
        result.AddError($"'{result.Tokens[0].Value}' is not an S3 location; expected s3://bucket or s3://bucket/prefix.");
        return null;
    }

    static Uri? ParseEndpoint(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") { return uri; }
        result.AddError($"--endpoint-url is '{result.Tokens[0].Value}'; expected http:// or https://.");
        return null;
    }
}
