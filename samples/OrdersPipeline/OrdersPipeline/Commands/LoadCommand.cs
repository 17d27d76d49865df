using System.CommandLine;
using OrdersPipeline.Data;
using OrdersPipeline.Deploy;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>load</c>: writes the sample's orders and changes to DynamoDB.</summary>
static class LoadCommand
{
    internal static Command Create(IAnsiConsole console)
    {
        var aws = new AwsOptions();
        var journal = new Option<FileInfo?>("--journal")
        {
            Description = "File with the completed part, so that an interrupted run can continue. Default out/load-TABLE.journal.",
            HelpName = "FILE",
        };
        var parallelism = new Option<int>("--parallelism")
        {
            Description = "Number of concurrent requests, 1 to 64.",
            DefaultValueFactory = _ => 8,
            HelpName = "N",
        };
        parallelism.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 64) { result.AddError("--parallelism is out of range; expected 1 to 64."); }
        });
        var overwrite = new Option<bool>("--overwrite") { Description = "Write to a table with items that are not in the journal." };
        var command = new Command(
            "load",
            "Write the sample's orders, then all their changes, to the DynamoDB table. A second run continues where the first "
                + "stopped.");
        aws.AddTo(command, aws.Table, journal, parallelism, overwrite);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var table = parsed.GetRequiredValue(aws.Table);
            var path = parsed.GetValue(journal)?.FullName ?? Path.Combine(
                Environment.CurrentDirectory,
                "out",
                $"load-{string.Concat(table.Where(IsOfFileName))}.journal");
            using var dynamoDb = aws.Connection(parsed).OpenDynamoDb();
            await new LoadRun(dynamoDb, console, TimeProvider.System)
                .RunAsync(
                    OrderScript.Load(SampleLayout.Above(AppContext.BaseDirectory).Data),
                    table,
                    path,
                    parsed.GetValue(parallelism),
                    parsed.GetValue(overwrite),
                    cancellationToken).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    static bool IsOfFileName(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
}
