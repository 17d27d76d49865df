using System.CommandLine;
using OrdersPipeline.Local;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>local</c>: the local pipeline.</summary>
static class LocalCommand
{
    internal static Command Create(IAnsiConsole console, Func<ILocalEngine> engine)
    {
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder for the lake and the dashboard.",
            DefaultValueFactory = _ => new DirectoryInfo("out"),
            HelpName = "DIR",
        };
        var latest = new Option<bool>("--latest")
        {
            Description = "Keep the orders as they are now in a latest table too, and read them from it.",
        };
        var command = new Command(
            "local",
            "Run the whole pipeline locally: from orders to lake, catalog, views and dashboard. The default.")
        {
            output,
            latest,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = new LocalRun(SampleLayout.Above(AppContext.BaseDirectory), engine(), console, TimeProvider.System);
            var passes = await run.RunAsync(parsed.GetValue(output)!.FullName, parsed.GetValue(latest), cancellationToken)
                .ConfigureAwait(false);
            return passes ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
