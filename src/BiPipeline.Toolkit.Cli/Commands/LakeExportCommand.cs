using System.CommandLine;
using System.Globalization;
using BiPipeline.Toolkit.DynamoDb;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake export</c>: asks DynamoDB for an export.</summary>
sealed class LakeExportCommand(Terminal terminal)
{
    const string S3Scheme = "s3://";

    readonly Argument<string> _table = new("TABLE") { Description = "The DynamoDB table's name or ARN." };
    readonly Option<string> _to = new("--to")
    {
        Description = "Where DynamoDB writes the export.",
        Required = true,
        HelpName = "s3://BUCKET/PREFIX",
    };
    readonly Option<DateTimeOffset?> _asOf = SharedOptions.AsOf("The time of a full export, in the last 35 days. Default: now.");
    readonly Option<bool> _incremental = new("--incremental") { Description = "Export the changes of a window: --from and --until." };
    readonly Option<DateTimeOffset?> _from = TimeOption.Create(
        "--from", "The start of the window: the time of the baseline, or the end of the last window.");
    readonly Option<DateTimeOffset?> _until = TimeOption.Create(
        "--until", "The end of the window, 15 minutes to 24 hours after its start.");
    readonly Option<bool> _newImages = new("--new-images")
    {
        Description = "Leave out old images; not for schemas whose entity is an attribute.",
    };
    readonly Option<bool> _noWait = new("--no-wait") { Description = "Print the ARN and end; the export continues." };
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();

    internal static Command Create(Terminal terminal)
    {
        var export = new LakeExportCommand(terminal);
        var command = new Command("export", "Asks DynamoDB to export a table to S3 for lake backfill, and waits.")
        {
            export._table,
            export._to,
            export._asOf,
            export._incremental,
            export._from,
            export._until,
            export._newImages,
            export._noWait,
            export._json,
        };
        export._aws.AddTo(command);
        export._to.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } to
                && (!to.StartsWith(S3Scheme, StringComparison.Ordinal) || LakeLayout.RootProblem(to) is not null))
            {
                result.AddError($"--to is '{to}'; expected s3://bucket/prefix.");
            }
        });
        command.Validators.Add(result =>
        {
            var window = result.GetResult(export._from) is not null && result.GetResult(export._until) is not null;
            var any = result.GetResult(export._from) is not null || result.GetResult(export._until) is not null;
            if (result.GetValue(export._incremental) ? !window : any)
            {
                result.AddError("--incremental, --from and --until are not all given; expected all of them, or none for a full export.");
            }
        });
        command.SetAction(export.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var parts = parsed.GetRequiredValue(_to)[S3Scheme.Length..].Split('/', 2);
        using var client = DynamoDbClients.Create(_aws.Client(parsed));
        var exporter = new TableExporter(client, new()
        {
            Table = parsed.GetRequiredValue(_table),
            Bucket = parts[0],
            Prefix = parts.Length > 1 ? parts[1].Trim('/') : "",
            AsOf = parsed.GetValue(_asOf),
            From = parsed.GetValue(_from),
            Until = parsed.GetValue(_until),
            NewImagesOnly = parsed.GetValue(_newImages),
        });
        var arn = await exporter.StartAsync(cancellationToken).ConfigureAwait(false);
        await terminal.Output.WriteLineAsync(arn).ConfigureAwait(false);
        var status = parsed.GetValue(_noWait)
            ? null
            : await exporter.WaitAsync(arn, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (status is not null)
        {
            var location = status.Location ?? parsed.GetRequiredValue(_to);
            await terminal.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{Count.Of(status.Items ?? 0, "item")}, {(status.BilledBytes ?? 0) / 1e6:N1} MB billed, in {location}"))
                .ConfigureAwait(false);
        }
        if (parsed.GetValue(_json))
        {
            await terminal.Output.WriteLineAsync(JsonLine.Of(line =>
            {
                line.WriteString("arn", arn);
                line.WriteBoolean("complete", status is { IsComplete: true });
                line.WriteString("location", status?.Location);
                if (status?.Items is { } items) { line.WriteNumber("items", items); }
                if (status?.BilledBytes is { } bytes) { line.WriteNumber("billed_bytes", bytes); }
            })).ConfigureAwait(false);
        }
        return 0;
    }
}
