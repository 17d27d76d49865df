using System.CommandLine;
using System.Globalization;
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
            "Rewrites small files of <table>_latest and deletes files that no snapshot needs: OPTIMIZE and VACUUM, while more runs are needed.");
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
                await terminal.Output.WriteLineAsync(optimize == 0
                    ? $"{refresh.Table}: its catalog maintains it"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{refresh.Table}: {Count.Of(optimize, "run")} of OPTIMIZE, {Count.Of(vacuum, "run")} of VACUUM")).ConfigureAwait(false);
            }
        });
        return command;
    }
}
