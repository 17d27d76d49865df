using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>latest optimize</c>: upkeep of latest tables.</summary>
static class LatestOptimizeCommand
{
    internal static Command Create(Terminal terminal)
    {
        var options = new LatestOptions();
        var command = new Command(
            "optimize",
            "Runs OPTIMIZE and VACUUM on <table>_latest while more runs are needed: fewer files, and none that no snapshot needs.");
        options.AddTo(command, runsQueries: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var catalog = new GlueCatalogClient(options.Aws.Client(parsed));
            using var athena = new AthenaClient(options.Aws.Client(parsed));
            var runner = options.Runner(parsed, athena);
            List<(string Table, int Optimize, int Vacuum)> done = [];
            await options.ForEachAsync(parsed, runner, catalog, OptimizeAsync, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(options.Json))
            {
                await terminal.Output.WriteLineAsync(LatestOutput.ToJson(done, runner)).ConfigureAwait(false);
            }
            return 0;

            async Task OptimizeAsync(LatestRefresh refresh)
            {
                var (optimize, vacuum) = await refresh.OptimizeAsync(cancellationToken).ConfigureAwait(false);
                done.Add((refresh.Table, optimize, vacuum));
                var runs = $"{Count.Of(optimize, "run")} of OPTIMIZE, {Count.Of(vacuum, "run")} of VACUUM";
                await terminal.Output.WriteLineAsync(
                    $"{refresh.Table}: {(optimize == 0 ? "its catalog maintains it" : runs)}").ConfigureAwait(false);
            }
        });
        return command;
    }
}
