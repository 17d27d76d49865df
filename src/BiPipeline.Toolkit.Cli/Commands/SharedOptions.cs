using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Options that several commands have, spelt and explained once.</summary>
static class SharedOptions
{
    internal static Option<string[]> Schemas() => new("--schema") { Description = "A schema file; may repeat.", Required = true, Arity = ArgumentArity.OneOrMore };

    internal static Option<bool> Json() => new("--json") { Description = "Make the last line of the output one JSON object." };
}
