using System.CommandLine;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using OrdersPipeline.Views;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>deploy-views</c>: generated and business views, and their checks.</summary>
static class DeployViewsCommand
{
    internal static Command Create(IAnsiConsole console)
    {
        var aws = new AwsOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and stop." };
        var prune = new Option<bool>("--prune") { Description = "Drop views of the toolkit that no file or schema contains any more." };
        var allowBreaking = new Option<bool>("--allow-breaking")
        {
            Description = "Allow business views to lose a column or change a column's type.",
        };
        var command = new Command(
            "deploy-views",
            "Print the changes of the Athena views, then apply them, bases first: the generated views of the schema, and "
                + "sql/quicksight_views.sql. Then run sql/checks, whose queries must return no rows.");
        aws.AddTo(command, aws.Database, aws.WorkGroup, aws.Results, dryRun, prune, allowBreaking);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var layout = SampleLayout.Above(AppContext.BaseDirectory);
            var database = parsed.GetRequiredValue(aws.Database);
            var connection = aws.Connection(parsed);
            using var catalog = connection.OpenGlue();
            using var s3 = connection.OpenS3();
            var schema = TableSchema.Load(layout.SchemaFile);
            var baseline = await OrdersViews.FindBaselineAsync(
                catalog,
                database,
                schema,
                s3,
                cancellationToken).ConfigureAwait(false);
            var views = OrdersViews.Read(schema, layout.ViewsFile, baseline);
            var options = new ViewApplyOptions { Prune = parsed.GetValue(prune), AllowBreaking = parsed.GetValue(allowBreaking) };
            var plan = await ViewPlan.CreateAsync(catalog, database, views, options, cancellationToken).ConfigureAwait(false);
            console.WriteLine(plan.ToString());
            if (parsed.GetValue(dryRun)) { return ExitCode.Done; }
            using var athena = connection.OpenAthena();
            var runner = new AthenaQueryRunner(athena, aws.RunnerOptions(parsed));
            var outcome = await plan.ApplyAsync(runner, catalog, options, cancellationToken).ConfigureAwait(false);
            if (outcome.HasChanges) { console.WriteLine(outcome.ToString()); }
            var checks = await OrdersViews.CheckAsync(
                runner,
                OrdersViews.ReadChecks(layout.ChecksFolder),
                cancellationToken).ConfigureAwait(false);
            foreach (var check in checks) { console.WriteLine(check.ToString()); }
            return checks.All(check => check.Passed) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
