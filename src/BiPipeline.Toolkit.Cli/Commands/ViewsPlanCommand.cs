using System.CommandLine;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views plan</c>: the changes of the catalog's views.</summary>
static class ViewsPlanCommand
{
    internal static Command Create(Terminal terminal)
    {
        var options = new ViewOptions();
        var command = new Command("plan", "Prints the changes of apply, from the catalog. Writes nothing and runs no query.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var catalog = new GlueCatalogClient(options.Aws.Client(parsed));
            using var lakes = new LatestLakes();
            var plan = await options.PlanAsync(parsed, catalog, lakes, cancellationToken).ConfigureAwait(false);
            await ViewPlanOutput.WriteAsync(terminal, plan, null, [], parsed.GetValue(options.Json)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
