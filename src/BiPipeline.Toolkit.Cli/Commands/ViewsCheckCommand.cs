using System.CommandLine;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views check</c>: assertions over a local lake.</summary>
static class ViewsCheckCommand
{
    internal static Command Create(Terminal terminal)
    {
        var checks = new Argument<string>("CHECKS") { Description = "A file with queries that must return no rows, or a folder." };
        var options = new LocalOptions();
        var json = SharedOptions.Json();
        var command = new Command("check", "Runs queries over a lake's folder that must return no rows. Fails when one returns rows.")
        {
            checks,
            json,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asserted = SqlCheck.Load(parsed.GetRequiredValue(checks), options.Database(parsed));
            var lake = await options.OpenAsync(parsed, new(), cancellationToken).ConfigureAwait(false);
            await using (lake.ConfigureAwait(false))
            {
                var results = await ChecksOutput.RunAsync(asserted, lake.Runner, cancellationToken).ConfigureAwait(false);
                await ChecksOutput.WriteAsync(terminal, results).ConfigureAwait(false);
                if (parsed.GetValue(json))
                {
                    await terminal.Output.WriteLineAsync(JsonLine.Of(line => ChecksOutput.Write(line, results))).ConfigureAwait(false);
                }
                return results.All(result => result.Passed) ? 0 : 1;
            }
        });
        return command;
    }
}
