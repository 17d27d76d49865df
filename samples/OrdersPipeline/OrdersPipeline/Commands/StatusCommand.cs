using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Printing;
using OrdersPipeline.Status;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>status</c>: rows, freshness, files, and the size of the views in SPICE.</summary>
static class StatusCommand
{
    internal static Command Create(IAnsiConsole console)
    {
        var aws = new AwsOptions();
        var command = new Command("status", "Show rows, freshness, files, and the size of QuickSight's datasets with their limits.");
        aws.AddTo(command, aws.Lake, aws.Database, aws.WorkGroup, aws.Results);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var connection = aws.Connection(parsed);
            var location = parsed.GetRequiredValue(aws.Lake);
            using var catalog = connection.OpenGlue();
            using var athena = connection.OpenAthena();
            using var s3 = connection.OpenS3();
            using var lake = new S3ObjectStore(s3, location.Bucket, location.Prefix);
            var runner = new AthenaQueryRunner(athena, aws.RunnerOptions(parsed));
            var status = await StatusReader.ReadAsync(
                runner,
                catalog,
                parsed.GetRequiredValue(aws.Database),
                lake,
                cancellationToken).ConfigureAwait(false);
            StatusPrinter.Print(console, status, TimeProvider.System.GetUtcNow());
            return ExitCode.Done;
        });
        return command;
    }
}
