using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake verify</c>: proves a lake's rows from its raw zone. Exit code 1 when something differs.</summary>
sealed class LakeVerifyCommand
{
    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = new("--lake")
    {
        Description = "The lake: a folder or s3://bucket/prefix.",
        Required = true,
        HelpName = "ROOT",
    };
    readonly Option<TimeSpan> _settled = DurationOption.Create(
        "--settled", "Age from which a raw object's events must be in the other zones.", TimeSpan.FromHours(24));
    readonly Option<DateOnly?> _from = new("--from") { Description = "The first day of events to verify, in UTC.", HelpName = "DAY" };
    readonly Option<DateOnly?> _to = new("--to") { Description = "The last day of events to verify, in UTC.", HelpName = "DAY" };
    readonly Option<int?> _rawDays = new("--raw-days")
    {
        Description = "Days that a lifecycle rule keeps raw objects. Older rows are counted, not proven.",
        HelpName = "N",
    };
    readonly Option<double> _sample = new("--sample")
    {
        Description = "Compare a part of the events, in percent.",
        CustomParser = parsed => ParsePercent(parsed),
        DefaultValueFactory = _ => 100,
        HelpName = "N%",
    };
    readonly Option<string?> _against = new("--against")
    {
        Description = "Compare what the lake shows of every item with a full export of DynamoDB, at its time. Its folder, local or s3://.",
        HelpName = "EXPORT",
    };
    readonly Option<string?> _certificate = new("--certificate")
    {
        Description = "Write the certificate, as JSON, to a file.",
        HelpName = "FILE",
    };
    readonly Option<bool> _put = new("--put-certificate") { Description = "Put the certificate into the lake, below maintenance/verify/." };
    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be read. Reads no object of a zone." };
    readonly Option<int> _threads = SharedOptions.Threads();
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();
    readonly Terminal _terminal;

    LakeVerifyCommand(Terminal terminal) => _terminal = terminal;

    internal static Command Create(Terminal terminal)
    {
        var verify = new LakeVerifyCommand(terminal);
        var command = new Command("verify", "Proves by value that the rows are what the raw zone gives, and that nothing is missing.")
        {
            verify._schemas,
            verify._lake,
            verify._settled,
            verify._from,
            verify._to,
            verify._rawDays,
            verify._sample,
            verify._against,
            verify._certificate,
            verify._put,
            verify._dryRun,
            verify._threads,
            verify._json,
        };
        verify._aws.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(verify._against) is null) { return; }
            Option[] others = [verify._from, verify._to, verify._sample, verify._put, verify._dryRun];
            if (others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } other)
            {
                result.AddError($"{other.Name} and --against are given; expected one of them.");
            }
        });
        command.SetAction(verify.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = MaintenanceStores.Open(parsed.GetRequiredValue(_lake), new() { Client = _aws.Client(parsed) });
        using var client = store as IDisposable;
        if (parsed.GetValue(_against) is { } export)
        {
            return await CompareAsync(parsed, store, export, cancellationToken).ConfigureAwait(false);
        }
        var verification = new LakeVerification(store, OptionsOf(parsed));
        var plan = await verification.PlanAsync(cancellationToken).ConfigureAwait(false);
        await _terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
        if (parsed.GetValue(_dryRun))
        {
            if (parsed.GetValue(_json)) { await _terminal.Output.WriteLineAsync(ToJson(plan)).ConfigureAwait(false); }
            return 0;
        }
        var outcome = await MaintenanceProgressLine.RunAsync(
            _terminal, "verify", "rows and lines",
            progress => verification.RunAsync(plan, progress, cancellationToken)).ConfigureAwait(false);
        await _terminal.Output.WriteLineAsync(outcome.ToString()).ConfigureAwait(false);
        if (parsed.GetValue(_certificate) is { } file)
        {
            await TextFile.WriteAsync(file, outcome.ToJson(), cancellationToken).ConfigureAwait(false);
            await _terminal.Output.WriteLineAsync($"certificate {file}").ConfigureAwait(false);
        }
        if (parsed.GetValue(_put))
        {
            var key = await verification.PutCertificateAsync(outcome, cancellationToken).ConfigureAwait(false);
            await _terminal.Output.WriteLineAsync($"certificate {key}").ConfigureAwait(false);
        }
        if (parsed.GetValue(_json)) { await _terminal.Output.WriteAsync(outcome.ToJson()).ConfigureAwait(false); }
        return outcome.HasFaults ? CommandLine.Failed : 0;
    }

    async Task<int> CompareAsync(ParseResult parsed, IMaintenanceStore store, string export, CancellationToken cancellationToken)
    {
        var comparison = new ExportComparison(store, OptionsOf(parsed) with { Client = _aws.Client(parsed) });
        var outcome = await MaintenanceProgressLine.RunAsync(
            _terminal, "compare", "rows and items",
            progress => comparison.RunAsync(export, progress, cancellationToken)).ConfigureAwait(false);
        await _terminal.Output.WriteLineAsync(outcome.ToString()).ConfigureAwait(false);
        if (parsed.GetValue(_certificate) is { } file)
        {
            await TextFile.WriteAsync(file, outcome.ToJson(), cancellationToken).ConfigureAwait(false);
            await _terminal.Output.WriteLineAsync($"certificate {file}").ConfigureAwait(false);
        }
        if (parsed.GetValue(_json)) { await _terminal.Output.WriteAsync(outcome.ToJson()).ConfigureAwait(false); }
        return outcome.HasFaults ? CommandLine.Failed : 0;
    }

    VerificationOptions OptionsOf(ParseResult parsed) => new()
    {
        Schemas = SharedOptions.Load(parsed.GetRequiredValue(_schemas)),
        Flatten = new FlattenOptions { HashKey = HashKey.FromEnvironment() },
        Settled = parsed.GetValue(_settled),
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
        RawDays = parsed.GetValue(_rawDays),
        SamplePercent = parsed.GetValue(_sample),
        Threads = parsed.GetValue(_threads),
    };

    static double ParsePercent(ArgumentResult parsed)
    {
        var text = parsed.Tokens[0].Value;
        var isNumber = double.TryParse(
            text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent);
        if (isNumber && percent is > 0 and <= 100) { return percent; }
        parsed.AddError($"Option '--sample' is '{text}'; expected a percentage above 0 to 100, such as 5%.");
        return 100;
    }

    static string ToJson(VerificationPlan plan) => JsonLine.Of(line =>
    {
        line.WriteString("lake", plan.Lake);
        line.WriteTexts("tables", plan.Tables);
        line.WriteNumber("units", plan.UnitCount);
        line.WriteNumber("objects", plan.Objects);
        line.WriteNumber("rows", plan.Rows);
        line.WriteNumber("bytes", plan.Bytes);
    });
}
