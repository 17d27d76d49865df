using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views apply</c>: creates and replaces views.</summary>
static class ViewsApplyCommand
{
    internal static Command Create(Terminal terminal)
    {
        var options = new ViewOptions();
        options.WorkGroup.Required = true;
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and stop." };
        var checks = new Option<string?>("--checks")
        {
            Description = "A file with queries that must return no rows, or a folder of such files. They run afterwards. A query with rows "
                + "fails the command.",
            HelpName = "FILE|DIR",
        };
        var command = new Command("apply", "Creates and replaces views, bases first. Runs nothing when nothing changes.")
        {
            dryRun,
            checks,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var database = options.Database(parsed);
            // Read before any write: a file without checks is an error of the call.
            var asserted = parsed.GetValue(checks) is { } path ? SqlCheck.Load(path, database, options.Parameters(parsed)) : [];
            using var catalog = new GlueCatalogClient(options.Aws.Client(parsed));
            using var lakes = new LatestLakes();
            var plan = await options.PlanAsync(parsed, catalog, lakes, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                await ViewPlanOutput.WriteAsync(terminal, plan, null, [], parsed.GetValue(options.Json)).ConfigureAwait(false);
                return 0;
            }
            using var athena = new AthenaClient(options.Aws.Client(parsed));
            var runner = new AthenaQueryRunner(athena, new()
            {
                Database = database,
                WorkGroup = parsed.GetRequiredValue(options.WorkGroup),
                OutputLocation = parsed.GetValue(options.Output),
            });
            var outcome = await plan.ApplyAsync(runner, catalog, options.Apply(parsed), cancellationToken).ConfigureAwait(false);
            var results = await ChecksOutput.RunAsync(asserted, runner, cancellationToken).ConfigureAwait(false);
            await ViewPlanOutput.WriteAsync(terminal, plan, outcome, results, parsed.GetValue(options.Json)).ConfigureAwait(false);
            return results.All(result => result.Passed) ? 0 : 1;
        });
        return command;
    }
}
