using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>latest refresh</c>: merges what is new in the lake into latest tables.</summary>
static class LatestRefreshCommand
{
    internal static Command Create(Terminal terminal)
    {
        var options = new LatestOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the statements and stop. Runs no query." };
        var command = new Command(
            "refresh",
            "Merges the partitions that have new objects into <table>_latest. The first run fills it and compares it with the lake.")
        {
            dryRun,
        };
        options.AddTo(command, runsQueries: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var catalog = new GlueCatalogClient(options.Aws.Client(parsed));
            using var athena = new AthenaClient(options.Aws.Client(parsed));
            var runner = options.Runner(parsed, athena);
            List<LatestRefreshPlan> plans = [];
            List<LatestOutcome> outcomes = [];
            await options.ForEachAsync(parsed, runner, catalog, RefreshAsync, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(options.Json))
            {
                await terminal.Output.WriteLineAsync(LatestOutput.ToJson(plans, outcomes, runner)).ConfigureAwait(false);
            }
            return 0;

            async Task RefreshAsync(LatestRefresh refresh)
            {
                if (parsed.GetValue(dryRun))
                {
                    var plan = await refresh.PlanAsync(cancellationToken).ConfigureAwait(false);
                    plans.Add(plan);
                    await terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
                    return;
                }
                var outcome = await refresh.RefreshAsync(new LatestProgressLine(terminal), cancellationToken).ConfigureAwait(false);
                outcomes.Add(outcome);
                await terminal.Output.WriteLineAsync(outcome.ToString()).ConfigureAwait(false);
            }
        });
        return command;
    }
}
