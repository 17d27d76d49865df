using System.CommandLine;
using System.Diagnostics;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Maintenance;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake compact</c>: from many small objects to few.</summary>
sealed class LakeCompactCommand
{
    static readonly CompactionOptions Defaults = new();

    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = new("--lake")
    {
        Description = "The lake: a folder or s3://bucket/prefix.",
        Required = true,
        HelpName = "ROOT",
    };
    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan with objects, requests and cost. Writes nothing." };
    readonly Option<double> _small = new("--small")
    {
        Description = "Merge objects below this size, in MB of 2^20 bytes.",
        DefaultValueFactory = _ => Defaults.SmallBytes / (double)(1 << 20),
        HelpName = "MB",
    };
    readonly Option<int> _minObjects = new("--min-objects")
    {
        Description = "Smallest number of small objects of a partition that are merged.",
        DefaultValueFactory = _ => Defaults.MinObjects,
        HelpName = "N",
    };
    readonly Option<double> _age = new("--age")
    {
        Description = "Days after which a partition is closed: since its end, or for partitions by a column since each object's put.",
        DefaultValueFactory = _ => Defaults.Age.TotalDays,
        HelpName = "DAYS",
    };
    readonly Option<double> _grace = new("--grace")
    {
        Description = "Minutes between the new objects and the deletion of the old ones, which the next run does. "
            + "Longer than the longest query; 0 only while nothing reads or compacts the lake.",
        DefaultValueFactory = _ => Defaults.Grace.TotalMinutes,
        HelpName = "MINUTES",
    };
    readonly Option<string> _codec = new("--codec")
    {
        Description = "The compression of Parquet: snappy, gzip or none.",
        DefaultValueFactory = _ => "snappy",
        HelpName = "NAME",
    };
    readonly Option<bool> _parquetNet = new("--parquet-net")
    {
        Description = "Write files that Parquet.Net can read, as flatten --parquet-net does.",
    };
    readonly Option<int> _threads = SharedOptions.Threads();
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();
    readonly Terminal _terminal;

    LakeCompactCommand(Terminal terminal) => _terminal = terminal;

    internal static Command Create(Terminal terminal)
    {
        var compact = new LakeCompactCommand(terminal);
        var command = new Command("compact", "Merges the small objects of closed partitions, and deletes the old ones after a grace.")
        {
            compact._schemas,
            compact._lake,
            compact._dryRun,
            compact._small,
            compact._minObjects,
            compact._age,
            compact._grace,
            compact._codec,
            compact._parquetNet,
            compact._threads,
            compact._json,
        };
        compact._aws.AddTo(command);
        command.SetAction(compact.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var options = OptionsOf(parsed);
        var store = MaintenanceStores.Open(parsed.GetRequiredValue(_lake), new ObjectStoreOptions { Client = _aws.Client(parsed) });
        using var client = store as IDisposable;
        var compaction = new Compaction(store, options);
        try
        {
            var plan = await compaction.PlanAsync(cancellationToken).ConfigureAwait(false);
            await _terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
            if (parsed.GetValue(_dryRun))
            {
                if (parsed.GetValue(_json)) { await _terminal.Output.WriteLineAsync(CompactionSummary.ToJson(plan)).ConfigureAwait(false); }
                return 0;
            }
            var outcome = await CompactionProgressLine.RunAsync(
                _terminal, progress => compaction.RunAsync(plan, progress, cancellationToken)).ConfigureAwait(false);
            var summary = new CompactionSummary(plan, outcome, options.Grace, Stopwatch.GetElapsedTime(started).TotalSeconds);
            await summary.WriteAsync(_terminal, parsed.GetValue(_json)).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _terminal.Error.WriteLineAsync("Cancelled; no row is lost, and a new run continues.").ConfigureAwait(false);
            return CommandLine.Cancelled;
        }
    }

    CompactionOptions OptionsOf(ParseResult parsed) => Defaults with
    {
        Schemas = SharedOptions.Load(parsed.GetRequiredValue(_schemas)),
        SmallBytes = (long)(parsed.GetValue(_small) * (1 << 20)),
        MinObjects = parsed.GetValue(_minObjects),
        Age = Time(TimeSpan.FromDays, parsed.GetValue(_age)),
        Grace = Time(TimeSpan.FromMinutes, parsed.GetValue(_grace)),
        Threads = parsed.GetValue(_threads),
        Format = new ParquetFormat(new ParquetOptions
        {
            Codec = ParquetCodec.Parse(parsed.GetRequiredValue(_codec)),
            DeltaDatesAndDecimals = !parsed.GetValue(_parquetNet),
        }),
    };

    // A number that is not a time is out of range; the options report it.
    static TimeSpan Time(Func<double, TimeSpan> of, double number) => Math.Abs(number) < 1e6 ? of(number) : TimeSpan.MaxValue;
}
