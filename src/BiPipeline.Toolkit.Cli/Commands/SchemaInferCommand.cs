using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>schema infer</c>: records to a schema file.</summary>
static class SchemaInferCommand
{
    internal static Command Create(Terminal terminal)
    {
        var inputs = SharedOptions.Inputs();
        var table = new Option<string>("--table") { Description = "The table's name.", Required = true, HelpName = "NAME" };
        var keys = new Option<string[]>("--keys")
        {
            Description = "The key attributes, partition key first: pk or pk,sk. Needed where the records have no Keys, as in exports.",
            CustomParser = parsed => [.. parsed.Tokens.SelectMany(token => token.Value.Split(',', SharedOptions.Words))],
            HelpName = "a,b",
        };
        var from = new Option<string?>("--from")
        {
            Description = "A schema file to start from: its columns stay, new attributes are added behind them.",
            HelpName = "FILE",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The file to write, left alone when it says the same already. Without it the schema goes to the output.",
            HelpName = "FILE",
        };
        var threads = SharedOptions.Threads();
        var json = SharedOptions.Json();
        var command = new Command(
            "infer",
            "Reads every record and writes the schema file; any order or split of the records gives the same one.")
        {
            inputs,
            table,
            keys,
            from,
            output,
            threads,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new InferenceOptions
            {
                Keys = parsed.GetValue(keys) ?? [],
                From = parsed.GetValue(from) is { } existing ? TableSchema.Load(existing) : null,
                Threads = parsed.GetValue(threads),
            };
            var inference = new FileSchemaInference(options);
            FileInput[] files = [.. parsed.GetRequiredValue(inputs).Select(FileInput.Open)];

            var started = Stopwatch.GetTimestamp();
            var seen = await ProgressLine.RunAsync(
                terminal,
                files,
                progress => inference.RunAsync(files, progress, cancellationToken)).ConfigureAwait(false);
            if (seen.Records == 0 && options.From is null)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"None of the {seen.Unreadable} records in {string.Join(", ", files.Select(file => file.Name))} could be "
                        + $"read, so there is nothing to make a schema of; give stream records, Lambda events or export lines."));
            }
            var schema = seen.ToSchema(parsed.GetRequiredValue(table));
            var path = parsed.GetValue(output);
            var written = await StoreAsync(terminal, schema, path, cancellationToken).ConfigureAwait(false);
            var result = new InferResult(schema, seen, path, written, Stopwatch.GetElapsedTime(started).TotalSeconds);
            // The schema alone is the output when it is to be piped.
            await (path is null ? terminal.Error : terminal.Output).WriteLineAsync(result.ToString()).ConfigureAwait(false);
            if (parsed.GetValue(json)) { await terminal.Output.WriteLineAsync(result.ToJson()).ConfigureAwait(false); }
            return 0;
        });
        return command;
    }

    static async Task<bool> StoreAsync(Terminal terminal, TableSchema schema, string? path, CancellationToken cancellationToken)
    {
        var text = schema.ToJson().TrimEnd() + "\n";
        if (path is not null) { return await TextFile.WriteAsync(path, text, cancellationToken).ConfigureAwait(false); }
        await terminal.Output.WriteAsync(text).ConfigureAwait(false);
        return true;
    }

    sealed record InferResult(TableSchema Schema, SchemaInference Seen, string? Path, bool Written, double Seconds)
    {
        public override string ToString()
        {
            var leftOut = Seen.LeftOut == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $", {Seen.LeftOut:N0} attributes left to _rescued");
            var where = Path is null ? "" : Written ? $" in {Path}" : $" in {Path}, nothing new";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Seen.Records:N0} records, {Seen.Unreadable:N0} unreadable → {Schema.Columns.Count:N0} columns{leftOut}, "
                    + $"version {Schema.Version}{where}");
        }

        internal string ToJson() => JsonLine.Of(line =>
        {
            line.WriteString("table", Schema.Table);
            line.WriteNumber("version", Schema.Version);
            line.WriteNumber("columns", Schema.Columns.Count);
            line.WriteNumber("records", Seen.Records);
            line.WriteNumber("unreadable", Seen.Unreadable);
            line.WriteNumber("left_out", Seen.LeftOut);
            line.WriteString("hash", Schema.ComputeHash());
            line.WriteString("out", Path);
            line.WriteBoolean("written", Written);
            line.WriteNumber("seconds", Math.Round(Seconds, 3));
        });
    }
}
