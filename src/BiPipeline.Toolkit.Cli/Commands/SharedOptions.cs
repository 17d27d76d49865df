using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Options that several commands share.</summary>
static class SharedOptions
{
    const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    internal static Argument<string[]> Inputs() => new("INPUT")
    {
        Description = "Where records are: files, folders, patterns in quotes, - for the standard input, s3://bucket/key or prefix; "
            + "of an export's folder what its manifest names. The form is detected: Lambda events, JSON lines, DynamoDB exports, raw or "
            + "quarantine objects, on-failure objects; gzip or not.",
        Arity = ArgumentArity.OneOrMore,
    };

    internal static Option<string[]> Schemas() => new("--schema")
    {
        Description = "A schema file. Repeatable.",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        HelpName = "FILE",
    };

    internal static Option<string> Lake() => new("--lake")
    {
        Description = "The lake: a folder or s3://bucket/prefix.",
        Required = true,
        HelpName = "ROOT",
    };

    internal static Option<string> Location() => new("--location")
    {
        Description = "The lake's root: s3://bucket/prefix, or a folder for a local lake.",
        Required = true,
        HelpName = "ROOT",
    };

    internal static Option<string> Database() => new("--database") { Description = "The Glue database.", Required = true, HelpName = "DB" };

    internal static Option<string[]> Keys(string when) => new("--keys")
    {
        Description = $"The key attributes, partition key first: pk or pk,sk. {when}",
        CustomParser = parsed => [.. parsed.Tokens.SelectMany(token => token.Value.Split(',', Words))],
        HelpName = "a,b",
    };

    internal static Option<int> Threads() =>
        new("--threads")
        {
            Description = "Number of threads.",
            DefaultValueFactory = _ => Math.Min(4, Environment.ProcessorCount),
            HelpName = "N",
        };

    internal static Option<string> Codec()
    {
        var codec = new Option<string>("--codec") { Description = "Compression of Parquet pages.", DefaultValueFactory = _ => "snappy" };
        codec.AcceptOnlyFromAmong("snappy", "gzip", "none");
        return codec;
    }

    internal static Option<bool> Json() => new("--json") { Description = "Print one JSON object as the last line of the output." };

    internal static Option<DateTimeOffset?> AsOf(string description) => TimeOption.Create("--as-of", description);

    internal static TableSchema[] Load(string[] schemas) => [.. schemas.Select(TableSchema.Load)];
}
