using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Options that several commands have, spelt and explained once.</summary>
static class SharedOptions
{
    internal const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    internal static Argument<string[]> Inputs() => new("INPUT")
    {
        Description = "Files of records: Lambda events, JSON lines, DynamoDB exports, raw or quarantine objects, on-failure "
            + "objects; gzip or not.",
        Arity = ArgumentArity.OneOrMore,
    };

    internal static Option<string[]> Schemas() => new("--schema")
    {
        Description = "A schema file; may repeat.",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        HelpName = "FILE",
    };

    internal static Option<string> Location() => new("--location")
    {
        Description = "The lake's root: s3://bucket/prefix, or a folder for a lake on this machine.",
        Required = true,
        HelpName = "ROOT",
    };

    internal static Option<string> Database() => new("--database") { Description = "The Glue database.", Required = true, HelpName = "DB" };

    internal static Option<int> Threads() =>
        new("--threads")
        {
            Description = "Threads that work at a time.",
            DefaultValueFactory = _ => Math.Min(4, Environment.ProcessorCount),
            HelpName = "N",
        };

    internal static Option<bool> Json() => new("--json") { Description = "Make the last line of the output one JSON object." };

    internal static TableSchema[] Load(string[] schemas) => [.. schemas.Select(TableSchema.Load)];
}
