using System.CommandLine;
using OrdersPipeline.Local;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>local</c>: everything on this machine.</summary>
static class LocalCommand
{
    internal static Command Create(IAnsiConsole console, Func<ILocalEngine> engine)
    {
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "Where the lake and the dashboard go.",
            DefaultValueFactory = _ => new DirectoryInfo("out"),
            HelpName = "DIR",
        };
        var command = new Command(
            "local",
            "Run the whole pipeline on this machine: orders in, lake, catalog, views, dashboard out. The default.")
        {
            output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = new LocalRun(SampleLayout.Above(AppContext.BaseDirectory), engine(), console, TimeProvider.System);
            return await run.RunAsync(parsed.GetValue(output)!.FullName, cancellationToken).ConfigureAwait(false)
                ? ExitCode.Done
                : ExitCode.Failed;
        });
        return command;
    }
}
