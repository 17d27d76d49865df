using System.CommandLine;
using OrdersPipeline.Data;
using OrdersPipeline.Deploy;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary><c>load</c>: the sample's orders and changes into DynamoDB.</summary>
static class LoadCommand
{
    internal static Command Create(IAnsiConsole console)
    {
        var aws = new AwsOptions();
        var journal = new Option<FileInfo?>("--journal")
        {
            Description = "Where is kept what is written, so that a run that was interrupted can go on. Default out/load-TABLE.journal.",
            HelpName = "FILE",
        };
        var parallelism = new Option<int>("--parallelism")
        {
            Description = "Requests at the same time, 1 to 64.",
            DefaultValueFactory = _ => 8,
            HelpName = "N",
        };
        parallelism.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 64) { result.AddError("--parallelism must be 1 to 64."); }
        });
        var overwrite = new Option<bool>("--overwrite") { Description = "Write into a table that holds items which no journal knows." };
        var command = new Command(
            "load",
            "Write the sample's orders, then every change that happened to them, into the DynamoDB table. Goes on where it was "
                + "when run again.");
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
