using System.CommandLine;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Glue;
using OrdersPipeline.Catalog;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>deploy-catalog</c>: the Glue database and tables.</summary>
static class DeployCatalogCommand
{
    internal static Command Create(IAnsiConsole console)
    {
        var aws = new AwsOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and stop." };
        var command = new Command(
            "deploy-catalog",
            "Print the changes of the Glue catalog for the schema file, then apply them. The stack's own tables need none.");
        aws.AddTo(command, aws.Lake, aws.Database, dryRun);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var schema = TableSchema.Load(SampleLayout.Above(AppContext.BaseDirectory).SchemaFile);
            var wanted = OrdersCatalog.For(schema, parsed.GetRequiredValue(aws.Database), parsed.GetRequiredValue(aws.Lake).ToString());
            using var catalog = aws.Connection(parsed).OpenGlue();
            var plan = await CatalogPlan.CreateAsync(catalog, wanted, cancellationToken).ConfigureAwait(false);
            console.WriteLine(plan.ToString());
            if (parsed.GetValue(dryRun)) { return ExitCode.Done; }
            var outcome = await plan.ApplyAsync(catalog, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (outcome.HasChanges) { console.WriteLine(outcome.ToString()); }
            return ExitCode.Done;
        });
        return command;
    }
}
