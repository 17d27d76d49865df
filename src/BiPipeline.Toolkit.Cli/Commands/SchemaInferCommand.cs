using System.CommandLine;
using System.Diagnostics;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>schema infer</c>: from records to a schema file.</summary>
sealed class SchemaInferCommand
{
    readonly Argument<string[]> _inputs = SharedOptions.Inputs();
    readonly Option<string> _table = new("--table") { Description = "The table's name.", Required = true, HelpName = "NAME" };
    readonly Option<string[]> _keys = SharedOptions.Keys("Required for records without Keys, as in exports.");
    readonly Option<string?> _from = new("--from")
    {
        Description = "A schema file to start from. Its columns stay; new attributes follow them.",
        HelpName = "FILE",
    };
    readonly Option<string?> _output = new("--out")
    {
        Description = "The file to write. One that exists is started from, as with --from, and is left alone when nothing is new. "
            + "Without --out the schema goes to the output.",
        HelpName = "FILE",
    };
    readonly Option<bool> _force = new("--force") { Description = "Replace the file of --out; what was edited in it is lost." };
    readonly InferOptions _inference = new();
    readonly Option<int> _threads = SharedOptions.Threads();
    readonly Option<bool> _json = SharedOptions.Json();
    readonly AwsOptions _aws = new();
    readonly Terminal _terminal;

    SchemaInferCommand(Terminal terminal) => _terminal = terminal;

    internal static Command Create(Terminal terminal)
    {
        var infer = new SchemaInferCommand(terminal);
        var command = new Command(
            "infer",
            "Reads every record and writes the schema file. The schema does not depend on the order or split of the records.")
        {
            infer._inputs,
            infer._table,
            infer._keys,
            infer._from,
            infer._output,
            infer._force,
            infer._threads,
            infer._json,
        };
        infer._aws.AddTo(command);
        infer._inference.AddTo(command);
        command.SetAction(infer.RunAsync);
        return command;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(_output);
        var options = OptionsOf(parsed, StartOf(parsed.GetValue(_from), path, parsed.GetValue(_force)));
        var reader = new FileSchemaInference(options);
        var files = await InputWords.FindAsync(
            parsed.GetRequiredValue(_inputs),
            _terminal,
            _aws.Client(parsed),
            cancellationToken).ConfigureAwait(false);

        var started = Stopwatch.GetTimestamp();
        var seen = await ProgressLine.RunAsync(
            _terminal,
            progress => reader.RunAsync(files, progress, cancellationToken)).ConfigureAwait(false);
        if (seen.Records == 0 && options.From is null)
        {
            throw new InvalidDataException(NothingRead(seen, files));
        }
        var schema = seen.ToSchema(parsed.GetRequiredValue(_table));
        var written = await StoreAsync(schema, path, cancellationToken).ConfigureAwait(false);
        var summary = new InferSummary(schema, seen, path, written, Stopwatch.GetElapsedTime(started).TotalSeconds);
        await summary.WriteAsync(_terminal, parsed.GetValue(_json)).ConfigureAwait(false);
        return 0;
    }

    InferenceOptions OptionsOf(ParseResult parsed, string? start) => _inference.Read(parsed) with
    {
        Keys = parsed.GetValue(_keys) ?? [],
        From = start is null ? null : TableSchema.Load(start),
        Threads = parsed.GetValue(_threads),
    };

    static string NothingRead(SchemaInference seen, IEnumerable<FileInput> files)
    {
        var names = string.Join(", ", files.Select(file => file.Name));
        var others = seen.OtherEntities == 0 ? "" : $" {Count.Of(seen.OtherEntities, "record")} of other entities.";
        return seen.Unreadable + seen.OtherEntities == 0
            ? $"There is no record in {names}; expected at least one."
            : $"{names}: {Count.Of(seen.Unreadable, "record")}, none of which is readable;{others} {InferSummary.Reasons(seen)}";
    }

    // A file that a user may have edited is not replaced unasked.
    static string? StartOf(string? from, string? output, bool force)
    {
        if (output is null || force || !Path.Exists(output)) { return from; }
        return from is null || Path.GetFullPath(from) == Path.GetFullPath(output)
            ? output
            : throw new IOException($"File '{output}' exists and is not '{from}'; expected a new file. Add --force to replace it.");
    }

    async Task<bool> StoreAsync(TableSchema schema, string? path, CancellationToken cancellationToken)
    {
        var text = schema.ToJson().TrimEnd() + "\n";
        if (path is not null) { return await TextFile.WriteAsync(path, text, cancellationToken).ConfigureAwait(false); }
        await _terminal.Output.WriteAsync(text).ConfigureAwait(false);
        return true;
    }
}
