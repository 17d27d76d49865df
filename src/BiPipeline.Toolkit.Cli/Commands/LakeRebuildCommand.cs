using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake rebuild</c>: the raw zone again, under a new version of the schema.</summary>
sealed class LakeRebuildCommand
{
    // A few poison records are a table's daily life; a tenth of them is a schema that is wrong.
    const double MostQuarantined = 0.1;

    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = SharedOptions.Lake();
    readonly Option<DateOnly?> _from =
        DayOption.Create("--from", "The first day of events, in UTC. Default: the first day of the raw zone.");
    readonly Option<DateOnly?> _to =
        DayOption.Create("--to", "The last day of events. Default: the last day of the raw zone.");
    readonly Option<string?> _table = new("--table")
    {
        Description = "Write a new table of this name, for a change that existing files do not allow: another type, other partition rules. "
            + "Writes its schema file beside the given one.",
        HelpName = "NEW",
    };
    readonly Option<string[]> _raw = new("--raw")
    {
        Description = "Read the raw zone of this table, such as the one that a table was rebuilt from. Repeatable. "
            + "Default: the schemas' tables.",
        HelpName = "TABLE",
    };
    readonly Option<bool> _allowClearRaw = new("--allow-clear-raw")
    {
        Description = "Rebuild although raw objects may have clear values of attributes that a new policy protects. They stay as they are.",
    };
    readonly Option<bool> _allowQuarantine = new("--allow-quarantine")
    {
        Description = "Let any share of the records go to quarantine. Without it more than a tenth is exit code 3.",
    };
    readonly Option<bool> _countOlder = new("--count-older")
    {
        Description = "Count the rows of older versions afterwards: those that are replaced, and those that stay, by kind. Reads all rows.",
    };
    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan with size, time and cost. Writes nothing." };
    readonly Option<int> _threads = SharedOptions.Threads();
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();
    readonly Terminal _terminal;

    LakeRebuildCommand(Terminal terminal) => _terminal = terminal;

    internal static Command Create(Terminal terminal)
    {
        var rebuild = new LakeRebuildCommand(terminal);
        var command = new Command("rebuild", "Reads the raw zone again under a new version of the schema; a second run writes nothing new.")
        {
            rebuild._schemas,
            rebuild._lake,
            rebuild._from,
            rebuild._to,
            rebuild._table,
            rebuild._raw,
            rebuild._allowClearRaw,
            rebuild._allowQuarantine,
            rebuild._countOlder,
            rebuild._dryRun,
            rebuild._threads,
            rebuild._json,
        };
        rebuild._aws.AddTo(command);
        command.SetAction(rebuild.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = OptionsOf(parsed);
        var store = ObjectStores.Open(parsed.GetRequiredValue(_lake), new() { Client = _aws.Client(parsed) });
        using var client = store as IDisposable;
        var started = Stopwatch.GetTimestamp();
        try
        {
            var rebuild = new Rebuild(store, options);
            var plan = await rebuild.PlanAsync(cancellationToken).ConfigureAwait(false);
            await _terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
            if (parsed.GetValue(_dryRun))
            {
                if (parsed.GetValue(_json)) { await _terminal.Output.WriteLineAsync(RebuildSummary.ToJson(plan)).ConfigureAwait(false); }
                return 0;
            }
            var schemas = parsed.GetRequiredValue(_schemas);
            var files = options.NewTable is null
                ? schemas
                : [await WriteSchemaAsync(schemas[0], plan.Schemas[0], cancellationToken).ConfigureAwait(false)];
            var outcome = await MaintenanceProgressLine.RunAsync(
                _terminal, "rebuild", "records", progress => rebuild.RunAsync(plan, progress, cancellationToken)).ConfigureAwait(false);
            var summary = new RebuildSummary(plan, outcome, files, Stopwatch.GetElapsedTime(started).TotalSeconds)
            {
                Older = parsed.GetValue(_countOlder) ? await rebuild.CountOlderAsync(plan, cancellationToken).ConfigureAwait(false) : null,
            };
            await summary.WriteAsync(_terminal, parsed.GetValue(_json)).ConfigureAwait(false);
            return parsed.GetValue(_allowQuarantine) || outcome.Quarantined <= outcome.Records * MostQuarantined
                ? 0
                : await QuarantinedAsync(outcome).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _terminal.Error.WriteLineAsync("Cancelled; finished units stay, and a new run continues there.").ConfigureAwait(false);
            return CommandLine.Cancelled;
        }
    }

    // Before the first row of the table, so that no lake has rows without their schema file.
    static async Task<string> WriteSchemaAsync(string given, TableSchema schema, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetDirectoryName(given) ?? "", $"{schema.Table}.schema.json");
        if (File.Exists(path) && TableSchema.Load(path).ComputeHash() != schema.ComputeHash())
        {
            throw new IOException(
                $"'{path}' is another schema; expected none, or the schema of this rebuild. Rename the file, or use it: --schema {path} "
                    + "with --raw.");
        }
        await TextFile.WriteAsync(path, schema.ToJson().TrimEnd() + "\n", cancellationToken).ConfigureAwait(false);
        return path;
    }

    async Task<int> QuarantinedAsync(RebuildOutcome outcome)
    {
        await _terminal.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"error: {outcome.Quarantined:N0} of {outcome.Records:N0} records went to quarantine "
                + $"({outcome.Reasons.Keys.FirstOrDefault()}); expected at most a tenth. "
                + $"Correct the schema and raise its version, or add --allow-quarantine.")).ConfigureAwait(false);
        return CommandLine.MuchQuarantined;
    }

    RebuildOptions OptionsOf(ParseResult parsed) => new()
    {
        Pipeline = new()
        {
            Schemas = SharedOptions.Load(parsed.GetRequiredValue(_schemas)),
            Flatten = new FlattenOptions { HashKey = HashKey.FromEnvironment() },
            Threads = parsed.GetValue(_threads),
            // This process does nothing else.
            CompactHeap = true,
        },
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
        NewTable = parsed.GetValue(_table),
        RawTables = parsed.GetValue(_raw) ?? [],
        AllowClearRaw = parsed.GetValue(_allowClearRaw),
    };
}
