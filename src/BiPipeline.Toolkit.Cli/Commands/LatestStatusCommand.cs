using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>latest status</c>: how fresh latest tables are, and what a schedule costs in metadata.</summary>
static class LatestStatusCommand
{
    internal static Command Create(Terminal terminal)
    {
        var options = new LatestOptions();
        var every = new Option<int?>("--every")
        {
            Description = "Minutes between two refreshes: prints an estimate of the metadata that such a schedule keeps.",
            HelpName = "MINUTES",
        };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 and var minutes) { result.AddError($"--every is {minutes}; expected 1 or more."); }
        });
        var command = new Command("status", "Prints how fresh <table>_latest is and what waits for a refresh. Runs no query.") { every };
        options.AddTo(command, runsQueries: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var catalog = new GlueCatalogClient(options.Aws.Client(parsed));
            using var athena = new AthenaClient(options.Aws.Client(parsed));
            List<LatestStatus> found = [];
            await options.ForEachAsync(parsed, options.Runner(parsed, athena), catalog, ShowAsync, cancellationToken).ConfigureAwait(false);
            var metadata = parsed.GetValue(every) is { } minutes ? LatestMetadata.Estimate(TimeSpan.FromMinutes(minutes)) : null;
            if (metadata is not null) { await terminal.Output.WriteLineAsync(LatestOutput.Of(metadata)).ConfigureAwait(false); }
            if (parsed.GetValue(options.Json))
            {
                await terminal.Output.WriteLineAsync(LatestOutput.ToJson(found, metadata)).ConfigureAwait(false);
            }
            return 0;

            async Task ShowAsync(LatestRefresh refresh)
            {
                var status = await refresh.FindStatusAsync(catalog, cancellationToken).ConfigureAwait(false);
                found.Add(status);
                await terminal.Output.WriteLineAsync(LatestOutput.Of(status)).ConfigureAwait(false);
            }
        });
        return command;
    }
}
