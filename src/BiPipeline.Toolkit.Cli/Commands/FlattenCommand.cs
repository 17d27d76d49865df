using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>flatten</c>: inputs to lake.</summary>
static class FlattenCommand
{
    // A slow link has longer here than in a function.
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    internal static Command Create(Terminal terminal)
    {
        var inputs = SharedOptions.Inputs();
        var schemas = SharedOptions.Schemas();
        var lake = new Option<string>("--lake") { Description = "The lake: a folder or s3://bucket/prefix.", Required = true };
        var codec = new Option<string>("--codec") { Description = "Compression of Parquet pages.", DefaultValueFactory = _ => "snappy" };
        codec.AcceptOnlyFromAmong("snappy", "gzip", "none");
        var parquetNet = new Option<bool>("--parquet-net")
        {
            Description = "Write files that Parquet.Net 6.1 reads: no delta encoding of dates, timestamps and decimals; larger.",
        };
        var noRaw = new Option<bool>("--no-raw") { Description = "Keep no copy of the records as received." };
        var threads = SharedOptions.Threads();
        var json = SharedOptions.Json();
        var command = new Command("flatten", "Turns records into typed Parquet in a lake; a second run writes nothing new.")
        {
            inputs,
            schemas,
            lake,
            codec,
            parquetNet,
            noRaw,
            threads,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new FilePipelineOptions
            {
                Schemas = SharedOptions.Load(parsed.GetRequiredValue(schemas)),
                Flatten = new FlattenOptions { KeepRecords = !parsed.GetValue(noRaw), HashKey = HashKey.FromEnvironment() },
                Format = new ParquetFormat(
                    new()
                    {
                        Codec = ParquetCodec.Parse(parsed.GetRequiredValue(codec)),
                        DeltaDatesAndDecimals = !parsed.GetValue(parquetNet),
                    }),
                Threads = parsed.GetValue(threads),
                // This process does nothing else.
                CompactHeap = true,
            };
            var store = ObjectStores.Open(parsed.GetRequiredValue(lake), new() { Client = new() { Timeout = RequestTimeout } });
            using var client = store as IDisposable;
            var pipeline = new FilePipeline(store, options);
            FileInput[] files = [.. parsed.GetRequiredValue(inputs).Select(FileInput.Open)];

            var started = Stopwatch.GetTimestamp();
            var outcome = await ProgressLine.RunAsync(
                terminal,
                files,
                progress => pipeline.RunAsync(files, new NativeHeap(progress), cancellationToken)).ConfigureAwait(false);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await WriteAsync(terminal, store.Location, outcome, seconds, parsed.GetValue(json)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    static async Task WriteAsync(Terminal terminal, string location, FileOutcome outcome, double seconds, bool json)
    {
        await terminal.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Records:N0} records → {outcome.Rows:N0} rows and {outcome.ChildRows:N0} child rows in {outcome.Files:N0} "
                + $"files ({outcome.CreatedFiles:N0} new) below {location}")).ConfigureAwait(false);
        await terminal.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Quarantined:N0} quarantined, {outcome.Rescued:N0} values rescued; {outcome.BytesIn:N0} bytes in, "
                + $"{outcome.BytesOut:N0} out; {seconds:F2} s, {outcome.BytesIn / 1e6 / Math.Max(seconds, 1e-9):F0} MB/s"))
            .ConfigureAwait(false);
        if (!json) { return; }
        await terminal.Output.WriteLineAsync(JsonLine.Of(line =>
        {
            line.WriteNumber("records", outcome.Records);
            line.WriteNumber("rows", outcome.Rows);
            line.WriteNumber("child_rows", outcome.ChildRows);
            line.WriteNumber("files", outcome.Files);
            line.WriteNumber("new_files", outcome.CreatedFiles);
            line.WriteNumber("quarantined", outcome.Quarantined);
            line.WriteNumber("rescued", outcome.Rescued);
            line.WriteNumber("bytes_in", outcome.BytesIn);
            line.WriteNumber("bytes_out", outcome.BytesOut);
            line.WriteNumber("seconds", Math.Round(seconds, 3));
        })).ConfigureAwait(false);
    }
}
