using System.CommandLine;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake erase</c>: everything that a lake has of some keys.</summary>
sealed class LakeEraseCommand
{
    const string S3Scheme = "s3://";

    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = SharedOptions.Lake();
    readonly Option<string[]> _key = new("--key")
    {
        Description = "A key column and its value. Repeat it for the other key columns of the key.",
        HelpName = "COLUMN=VALUE",
    };
    readonly Option<string?> _keys = new("--keys")
    {
        Description = "A file with one key a line as JSON: {\"customer_id\":\"c-1\",\"order_id\":17}. It keeps values out of the shell's "
            + "history.",
        HelpName = "FILE",
    };
    readonly Option<bool> _dropUnreadable = new("--drop-unreadable")
    {
        Description = "Delete lines whose key can't be read too; those of other keys among them are lost.",
    };
    readonly Option<string?> _onFailure = new("--on-failure")
    {
        Description = "Where aws/lambda/ has the batches that the function could not store. Default: the lake's bucket or folder.",
        HelpName = "ROOT",
    };
    readonly Option<bool> _yes = new("--yes") { Description = "Delete what the plan prints." };
    readonly Option<int> _threads = SharedOptions.Threads();
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();
    readonly Terminal _terminal;

    LakeEraseCommand(Terminal terminal) => _terminal = terminal;

    internal static Command Create(Terminal terminal)
    {
        var erase = new LakeEraseCommand(terminal);
        var command = new Command("erase", "Deletes everything that a lake has of some keys: rows, originals, quarantine, old versions.")
        {
            erase._schemas,
            erase._lake,
            erase._key,
            erase._keys,
            erase._dropUnreadable,
            erase._onFailure,
            erase._yes,
            erase._threads,
            erase._json,
        };
        erase._aws.AddTo(command);
        erase._key.Validators.Add(result =>
        {
            // Without the word, which may have a customer's key.
            if (ValuesOf([.. result.Tokens.Select(token => token.Value)]) is null)
            {
                result.AddError("A --key is not COLUMN=VALUE, or names a column again; expected each key column once.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(erase._key) is null == result.GetResult(erase._keys) is null)
            {
                result.AddError("--key and --keys are both given or both missing; expected one of them.");
            }
        });
        command.SetAction(erase.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var lake = parsed.GetRequiredValue(_lake);
        var storeOptions = new ObjectStoreOptions { Client = _aws.Client(parsed) };
        var store = MaintenanceStores.Open(lake, storeOptions);
        using var client = store as IDisposable;
        var place = parsed.GetValue(_onFailure) ?? BucketOf(lake);
        var onFailure = place is null ? null : MaintenanceStores.Open(place, storeOptions);
        using var otherClient = onFailure as IDisposable;
        var options = new ErasureOptions
        {
            Schemas = SharedOptions.Load(parsed.GetRequiredValue(_schemas)),
            Keys = parsed.GetValue(_keys) is { } file ? ReadKeys(file) : [new(ValuesOf(parsed.GetValue(_key)!)!)],
            HashKey = HashKey.FromEnvironment(),
            DropUnreadable = parsed.GetValue(_dropUnreadable),
            OnFailure = onFailure,
            Threads = parsed.GetValue(_threads),
        };
        var erasure = new Erasure(store, options);
        var plan = await EraseProgressLine.RunAsync(
            _terminal, progress => erasure.PlanAsync(progress, cancellationToken)).ConfigureAwait(false);
        await _terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
        if (!parsed.GetValue(_yes))
        {
            await _terminal.Output.WriteLineAsync("Nothing is deleted. Add --yes to delete it.").ConfigureAwait(false);
            await WriteOutsideAsync(options, lake).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                await _terminal.Output.WriteLineAsync(EraseSummary.ToJson(plan, outcome: null)).ConfigureAwait(false);
            }
            return 0;
        }
        var outcome = await EraseProgressLine.RunAsync(
            _terminal, progress => erasure.RunAsync(plan, progress, cancellationToken)).ConfigureAwait(false);
        foreach (var line in EraseSummary.Lines(outcome)) { await _terminal.Output.WriteLineAsync(line).ConfigureAwait(false); }
        await WriteOutsideAsync(options, lake).ConfigureAwait(false);
        if (parsed.GetValue(_json)) { await _terminal.Output.WriteLineAsync(EraseSummary.ToJson(plan, outcome)).ConfigureAwait(false); }
        return 0;
    }

    async Task WriteOutsideAsync(ErasureOptions options, string lake)
    {
        await _terminal.Output.WriteLineAsync("Outside of the lake, look here too:").ConfigureAwait(false);
        foreach (var place in OutsideTheLake.Of(options.Schemas, lake))
        {
            await _terminal.Output.WriteLineAsync($"  {place.What}\n    {place.Command}").ConfigureAwait(false);
        }
    }

    // Lambda writes below the bucket's root, also when the lake has a prefix.
    static string? BucketOf(string lake)
    {
        if (!lake.StartsWith(S3Scheme, StringComparison.Ordinal)) { return null; }
        var bucket = lake[S3Scheme.Length..].TrimEnd('/').Split('/')[0];
        return lake.TrimEnd('/').Length == S3Scheme.Length + bucket.Length ? null : S3Scheme + bucket;
    }

    // Null when a word is not COLUMN=VALUE, or names a column again.
    static Dictionary<string, string>? ValuesOf(string[] words)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !values.TryAdd(word[..at], word[(at + 1)..])) { return null; }
        }
        return values;
    }

    static List<ErasureKey> ReadKeys(string file)
    {
        List<ErasureKey> keys = [];
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) { continue; }
            try
            {
                keys.Add(ErasureKey.Parse(line));
            }
            catch (FormatException exception)
            {
                throw new InvalidDataException($"{file}:{number}: {exception.Message}", exception);
            }
        }
        return keys;
    }
}
