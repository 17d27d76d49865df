using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>flatten</c>: from inputs to a lake.</summary>
sealed class FlattenCommand
{
    // A few poison records are a table's daily life; a tenth of them is a schema or an input that is wrong.
    const double MostQuarantined = 0.1;

    readonly Argument<string[]> _inputs = SharedOptions.Inputs();
    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = SharedOptions.Lake();
    readonly Option<string> _codec = SharedOptions.Codec();
    readonly Option<bool> _parquetNet = new("--parquet-net")
    {
        Description = "Write larger files for Parquet.Net 6.1, without delta encoding of dates, timestamps and decimals.",
    };
    readonly Option<DateTimeOffset?> _asOf = SharedOptions.AsOf(
        "When items without a time were read, such as the start of a scan: 2026-11-03T00:00:00Z; UTC without an offset. "
            + "The folder of an export has its time in the manifest.");
    readonly Option<bool> _noRaw = new("--no-raw") { Description = "Keep no copy of the records as received." };
    readonly Option<bool> _allowQuarantine = new("--allow-quarantine")
    {
        Description = "Let any share of the records go to quarantine. Without it more than a tenth is exit code 3, and an input none of "
            + "whose first 4,096 records can be read is an error before anything is stored.",
    };
    readonly Option<int> _threads = SharedOptions.Threads();
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();
    readonly Terminal _terminal;

    FlattenCommand(Terminal terminal) => _terminal = terminal;

    internal static Command Create(Terminal terminal)
    {
        var flatten = new FlattenCommand(terminal);
        var command = new Command("flatten", "Turns records into typed Parquet in a lake; a second run writes nothing new.")
        {
            flatten._inputs,
            flatten._schemas,
            flatten._lake,
            flatten._asOf,
            flatten._codec,
            flatten._parquetNet,
            flatten._noRaw,
            flatten._allowQuarantine,
            flatten._threads,
            flatten._json,
        };
        flatten._aws.AddTo(command);
        command.SetAction(flatten.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = OptionsOf(parsed);
        var opened = ObjectStores.Open(parsed.GetRequiredValue(_lake), new() { Client = _aws.Client(parsed) });
        using var client = opened as IDisposable;
        var store = new CountingStore(opened);
        var pipeline = new FilePipeline(store, options);
        var inputs = await InputWords.FindAsync(
            parsed.GetRequiredValue(_inputs),
            _terminal,
            _aws.Client(parsed),
            cancellationToken).ConfigureAwait(false);

        var started = Stopwatch.GetTimestamp();
        try
        {
            var outcome = await ProgressLine.RunAsync(
                _terminal,
                progress => pipeline.RunAsync(inputs, new NativeHeap(progress), cancellationToken)).ConfigureAwait(false);
            var summary = new FlattenSummary(store.Location, outcome, Stopwatch.GetElapsedTime(started).TotalSeconds)
            {
                Exports = [.. inputs.Select(input => input.AsOf).OfType<DateTimeOffset>().Distinct().Order()],
            };
            await summary.WriteAsync(_terminal, parsed.GetValue(_json)).ConfigureAwait(false);
            return options.AllowUnreadable || outcome.Quarantined <= outcome.Records * MostQuarantined
                ? 0
                : await QuarantinedAsync(outcome).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var left = store.Created == 0
                ? "nothing new was stored"
                : $"{Count.Of(store.Created, "object")} {(store.Created == 1 ? "is" : "are")} stored, and a new run continues from there";
            await _terminal.Error.WriteLineAsync($"Cancelled; {left}.").ConfigureAwait(false);
            return CommandLine.Cancelled;
        }
    }

    async Task<int> QuarantinedAsync(FileOutcome outcome)
    {
        await _terminal.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"error: {outcome.Quarantined:N0} of {Count.Of(outcome.Records, "record")} went to quarantine; expected at most a tenth. "
                + $"Correct the schema or the input, or add --allow-quarantine.")).ConfigureAwait(false);
        return CommandLine.MuchQuarantined;
    }

    FilePipelineOptions OptionsOf(ParseResult parsed) => new()
    {
        Schemas = SharedOptions.Load(parsed.GetRequiredValue(_schemas)),
        Flatten = new FlattenOptions { KeepRecords = !parsed.GetValue(_noRaw), HashKey = HashKey.FromEnvironment() },
        Format = new ParquetFormat(
            new()
            {
                Codec = ParquetCodec.Parse(parsed.GetRequiredValue(_codec)),
                DeltaDatesAndDecimals = !parsed.GetValue(_parquetNet),
            }),
        AsOf = parsed.GetValue(_asOf),
        Threads = parsed.GetValue(_threads),
        AllowUnreadable = parsed.GetValue(_allowQuarantine),
        // This process does nothing else.
        CompactHeap = true,
    };
}
