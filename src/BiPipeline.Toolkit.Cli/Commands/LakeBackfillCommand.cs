using System.CommandLine;
using System.Diagnostics;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Maintenance;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake backfill</c>: from an export or a scan to a baseline.</summary>
sealed class LakeBackfillCommand
{
    readonly Argument<string[]> _export = new("EXPORT")
    {
        Description = "An export of DynamoDB: its folder, a folder above it or its manifest, local or s3://. Or the files of "
            + "'aws dynamodb scan', with --as-of and --complete.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = SharedOptions.Lake();
    readonly Option<DateTimeOffset?> _asOf = SharedOptions.AsOf("When a scan began. An export has its own time.");
    readonly Option<string> _codec = SharedOptions.Codec();
    readonly Option<bool> _complete = new("--complete")
    {
        Description = "The files of the scan have every item of the table; what they lack counts as deleted.",
    };
    readonly Option<bool> _allowQuarantine = new("--allow-quarantine")
    {
        Description = "Make a baseline although items are in quarantine. Their keys keep an older state.",
    };
    readonly Option<bool> _allowUndated = new("--allow-undated")
    {
        Description = "Make a baseline although the lake has changes without a time, which the baseline hides.",
    };
    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan with size, time and cost. Writes nothing." };
    readonly Option<DateTimeOffset?> _retract = TimeOption.Create(
        "--retract", "Delete the backfill of this time: marker, objects, receipts.");
    readonly Option<bool> _yes = new("--yes") { Description = "Do what --retract prints." };
    readonly Option<int> _threads = SharedOptions.Threads();
    readonly Option<bool> _json = SharedOptions.Json();
    readonly TableScan _scan;
    readonly AwsOptions _aws = new();
    readonly Terminal _terminal;

    LakeBackfillCommand(Terminal terminal) => (_terminal, _scan) = (terminal, new(terminal));

    internal static Command Create(Terminal terminal)
    {
        var backfill = new LakeBackfillCommand(terminal);
        var command = new Command("backfill", "Loads the items that a table had at one time, and makes them a baseline when all are there.")
        {
            backfill._export,
            backfill._schemas,
            backfill._lake,
            backfill._asOf,
            backfill._codec,
            backfill._complete,
            backfill._allowQuarantine,
            backfill._allowUndated,
            backfill._dryRun,
            backfill._retract,
            backfill._yes,
            backfill._threads,
            backfill._json,
        };
        backfill._scan.AddTo(command);
        backfill._aws.AddTo(command);
        command.Validators.Add(result =>
        {
            var given = (result.GetValue(backfill._export) is { Length: > 0 } ? 1 : 0)
                + (result.GetResult(backfill._retract) is null ? 0 : 1)
                + (backfill._scan.IsGiven(result) ? 1 : 0);
            if (given != 1) { result.AddError($"{given} of EXPORT, --scan and --retract are given; expected one."); }
        });
        command.SetAction(backfill.RunAsync);
        return command;
    }

    Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken) => parsed.GetValue(_retract) is { } asOf
        ? RetractAsync(parsed, asOf, cancellationToken)
        : BackfillAsync(parsed, cancellationToken);

    async Task<int> BackfillAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = OptionsOf(parsed);
        var store = ObjectStores.Open(parsed.GetRequiredValue(_lake), StoreOptions(parsed));
        using var client = store as IDisposable;
        var started = Stopwatch.GetTimestamp();
        try
        {
            string[] places = parsed.GetValue(_export) ?? [];
            if (_scan.IsGiven(parsed.CommandResult))
            {
                using var scanner = _scan.Open(parsed, options.Client);
                if (parsed.GetValue(_dryRun))
                {
                    await scanner.PrintPlanAsync(parsed.GetValue(_json), cancellationToken).ConfigureAwait(false);
                    return 0;
                }
                places = [await scanner.RunAsync(store, options.Pipeline.Schemas, cancellationToken).ConfigureAwait(false)];
            }
            var backfill = new Backfill(store, options);
            var plan = await backfill.PlanAsync(places, cancellationToken).ConfigureAwait(false);
            await _terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
            if (parsed.GetValue(_dryRun))
            {
                if (parsed.GetValue(_json)) { await _terminal.Output.WriteLineAsync(BackfillSummary.ToJson(plan)).ConfigureAwait(false); }
                return 0;
            }
            var outcome = await MaintenanceProgressLine.RunAsync(
                _terminal, "backfill", "items", progress => backfill.RunAsync(plan, progress, cancellationToken)).ConfigureAwait(false);
            var summary = new BackfillSummary(store.Location, plan, outcome, Stopwatch.GetElapsedTime(started).TotalSeconds);
            await summary.WriteAsync(_terminal, parsed.GetValue(_json)).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _terminal.Error.WriteLineAsync("Cancelled; finished units stay, and a new run continues there.").ConfigureAwait(false);
            return CommandLine.Cancelled;
        }
    }

    async Task<int> RetractAsync(ParseResult parsed, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var store = MaintenanceStores.Open(parsed.GetRequiredValue(_lake), StoreOptions(parsed));
        using var client = store as IDisposable;
        var retraction = await BackfillRetraction.CreateAsync(
            store, SharedOptions.Load(parsed.GetRequiredValue(_schemas)), asOf, cancellationToken).ConfigureAwait(false);
        await _terminal.Output.WriteLineAsync(retraction.ToString()).ConfigureAwait(false);
        var isDone = parsed.GetValue(_yes) && !parsed.GetValue(_dryRun);
        if (isDone) { await retraction.ApplyAsync(cancellationToken).ConfigureAwait(false); }
        await _terminal.Output.WriteLineAsync(isDone ? "Deleted." : "Nothing is deleted. Add --yes to delete it.").ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            await _terminal.Output.WriteLineAsync(BackfillSummary.ToJson(retraction, isDone)).ConfigureAwait(false);
        }
        return 0;
    }

    ObjectStoreOptions StoreOptions(ParseResult parsed) => new() { Client = _aws.Client(parsed) };

    BackfillOptions OptionsOf(ParseResult parsed) => new()
    {
        Pipeline = new()
        {
            Schemas = SharedOptions.Load(parsed.GetRequiredValue(_schemas)),
            Flatten = new FlattenOptions { HashKey = HashKey.FromEnvironment() },
            Format = new ParquetFormat(new() { Codec = ParquetCodec.Parse(parsed.GetRequiredValue(_codec)) }),
            AsOf = parsed.GetValue(_asOf),
            Threads = parsed.GetValue(_threads),
            // This process does nothing else.
            CompactHeap = true,
        },
        Complete = parsed.GetValue(_complete),
        AllowQuarantine = parsed.GetValue(_allowQuarantine),
        AllowUndatedChanges = parsed.GetValue(_allowUndated),
        Client = _aws.Client(parsed),
    };
}
