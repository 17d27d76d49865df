using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Prints a command's help, followed by examples.</summary>
sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Whether help ignores errors of the arguments, which it does not need.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Adds examples to every command, and makes a group print its help.</summary>
    internal static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        var action = new HelpWithExamples((HelpAction)option.Action!);
        option.Action = action;
        // Paths, on systems where they begin with a slash.
        foreach (var alias in option.Aliases.Where(alias => alias.StartsWith('/')).ToArray()) { option.Aliases.Remove(alias); }
        foreach (var group in CommandPath.All(root).Where(command => command.Subcommands.Count > 0)) { group.SetAction(action.Invoke); }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = HelpExamples.Of(parseResult.CommandResult.Command);
        if (examples.Count == 0) { return code; }
        output.WriteLine("Examples:");
        foreach (var example in examples) { output.WriteLine($"  {example}"); }
        output.WriteLine();
        return code;
    }
}
