using System.CommandLine;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake status</c>: what a lake holds, and what it needs.</summary>
sealed class LakeStatusCommand(Terminal terminal)
{
    readonly Option<string[]> _schemas = new("--schema")
    {
        Description = "Only the tables of this schema file, children included. Repeatable. Default: all tables.",
        HelpName = "FILE",
    };
    readonly Option<string> _lake = new("--lake")
    {
        Description = "The lake: a folder or s3://bucket/prefix.",
        Required = true,
        HelpName = "ROOT",
    };
    readonly Option<bool> _removeLeftOvers = new("--remove-leftovers")
    {
        Description = "Delete temporary files and unfinished uploads of killed runs that are older than 24 hours.",
    };
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();

    internal static Command Create(Terminal terminal)
    {
        var status = new LakeStatusCommand(terminal);
        var command = new Command(
            "status", "Shows what a lake holds and what it needs: tables, small files, baselines, quarantine, left-overs.")
        {
            status._schemas,
            status._lake,
            status._removeLeftOvers,
            status._json,
        };
        status._aws.AddTo(command);
        command.SetAction(status.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var schemas = SharedOptions.Load(parsed.GetValue(_schemas) ?? []);
        var store = MaintenanceStores.Open(
            parsed.GetRequiredValue(_lake), new ObjectStoreOptions { Client = _aws.Client(parsed) });
        using var client = store as IDisposable;
        var removed = parsed.GetValue(_removeLeftOvers)
            ? await LakeStatus.RemoveLeftOversAsync(store, cancellationToken: cancellationToken).ConfigureAwait(false)
            : null;
        var options = new LakeStatusOptions
        {
            Tables = [.. schemas.SelectMany(schema => schema.Children.Select(child => child.Table).Prepend(schema.Table))],
        };
        var status = await LakeStatus.ReadAsync(store, options, cancellationToken).ConfigureAwait(false);
        var output = new StatusOutput(status, removed);
        await terminal.Output.WriteAsync(output.ToText(terminal.Width)).ConfigureAwait(false);
        if (parsed.GetValue(_json)) { await terminal.Output.WriteLineAsync(output.ToJson()).ConfigureAwait(false); }
        return 0;
    }
}
