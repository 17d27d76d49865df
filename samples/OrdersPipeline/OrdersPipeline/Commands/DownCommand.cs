using System.CommandLine;
using OrdersPipeline.Aws;
using OrdersPipeline.Deploy;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>down</c>: deletes everything that blocks the deletion of the stack.</summary>
static class DownCommand
{
    internal static Command Create(IAnsiConsole console)
    {
        var aws = new AwsOptions();
        var yes = new Option<bool>("--yes") { Description = "Don't ask." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be deleted and stop." };
        var command = new Command(
            "down",
            "Delete everything that blocks the deletion of the stack: the lake's objects, Athena's results, the views, the table's "
                + "protection. Asks first.");
        aws.AddTo(command, aws.Table, aws.Lake, aws.Results, aws.Database, yes, dryRun);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var connection = aws.Connection(parsed);
            using var dynamoDb = connection.OpenDynamoDb();
            using var catalog = connection.OpenGlue();
            using var s3 = connection.OpenS3();
            var teardown = new Teardown(dynamoDb, catalog, new BucketEmptier(s3));
            LakeLocation?[] locations = [parsed.GetRequiredValue(aws.Lake), parsed.GetValue(aws.Results)];
            var plan = await teardown.PlanAsync(
                parsed.GetRequiredValue(aws.Table),
                parsed.GetRequiredValue(aws.Database),
                [.. locations.OfType<LakeLocation>()],
                cancellationToken).ConfigureAwait(false);
            console.WriteLine(plan.ToString());
            if (plan.IsEmpty || parsed.GetValue(dryRun)) { return ExitCode.Done; }
            if (!parsed.GetValue(yes) && !await AgreesAsync(console, cancellationToken).ConfigureAwait(false))
            {
                console.WriteLine("Nothing was deleted.");
                return ExitCode.Failed;
            }
            await teardown.ApplyAsync(plan, cancellationToken).ConfigureAwait(false);
            console.WriteLine("Done. The stack can be deleted now: sam delete");
            return ExitCode.Done;
        });
        return command;
    }

    static Task<bool> AgreesAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            throw new RefusedException("The input is not a terminal; expected an answer. Read the plan, then run again with --yes.");
        }
        return new ConfirmationPrompt("Delete all of this permanently?") { DefaultValue = false }.ShowAsync(console, cancellationToken);
    }
}
